import type { Script } from './fakeHost.ts'
import { sampleScript } from './scripts.ts'

const limiter = sampleScript('rate-limiter')
const thinkEnd = limiter.text.indexOf('</think>')
const connection = 'The connection to localhost:8000 was lost: the server closed it (ECONNRESET).'

/** Every state a turn can be in. */
export const states = {
  connecting: { ...limiter, connecting: true },
  thinking: { ...limiter, upTo: Math.round(thinkEnd * 0.7) },
  answering: { ...limiter, upTo: thinkEnd + 900 },
  done: { ...limiter, end: 'closed', usage: true },
  stopped: { ...limiter, upTo: Math.round(thinkEnd * 0.5), end: 'stopped' },
  cut: { ...limiter, upTo: thinkEnd + 600, end: 'length' },
  noAnswer: { ...limiter, upTo: thinkEnd + 8, end: 'closed' },
  hidden: { ...limiter, text: limiter.text.slice(thinkEnd + 8), hidden: true, end: 'closed' },
  failed: {
    ...limiter,
    upTo: Math.round(thinkEnd * 0.2),
    end: { code: 'unreachable', message: connection, action: 'askAgain' },
  },
} satisfies Record<string, Script>
