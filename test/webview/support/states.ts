import type { Script } from './fakeHost.ts'
import { sampleScript } from './scripts.ts'

const limiter = sampleScript('rate-limiter', {}, { goesOn: { reasoning: true, answer: true } })
const thinkEnd = limiter.text.indexOf('</think>')
const connection = 'The connection to localhost:8000 was lost: the server closed it (ECONNRESET).'

/** A thought that tries several ways, of which one leads to the answer. */
export const ways: Script = {
  ...limiter,
  head: { ...limiter.head, id: 'ways', question: 'Why does `allow` refuse calls for ever?' },
  text: `<think>
Okay, the question is why \`allow\` refuses calls for ever. I need to find out what \`src/rateLimiter.ts\` does with the time.

First, let me look at the clock. Suppose the clock runs backwards in line 31. Then \`now - this.#refilledAt\` would be negative, and the bucket would lose tokens. But \`Date.now\` hardly ever runs backwards. That would explain a single refusal, not a permanent one.

Alternatively, maybe the capacity is too small. With a capacity of 10 there should be room for ten calls. The constructor in line 13 fills the bucket. Hmm, that does not explain it either.

Another approach: follow one retry by the numbers. Say the importer retries every 150 ms at 5 tokens a second. Then line 32 computes \`Math.floor(0.15 * 5)\`, which is 0. Line 34 still moves \`#refilledAt\` to now. So the fraction is thrown away each time.

Wait, is it really thrown away? Let me check with 350 ms: 1.75 tokens are earned, 1 is kept, and 0.75 is lost. Yes.

So the answer is that rounding in line 32 loses what was earned, and the fix is to keep the fraction.
</think>
**\`allow\` starves** because [line 32](src/rateLimiter.ts:32) rounds what was earned down to whole tokens.

## What happens

A client that retries every 150 ms earns 0.75 tokens between two calls. \`Math.floor\` makes 0 of them, and src/rateLimiter.ts:34 moves \`#refilledAt\` to now all the same.

A clock that runs backwards would be no reason: it explains a single refusal.

## Fix

Keep the fraction:

\`\`\`ts
const earned = ((now - this.#refilledAt) / 1000) * this.#perSecond
\`\`\`
`,
  end: 'closed',
  usage: true,
}

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
