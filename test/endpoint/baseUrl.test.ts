import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseBaseUrl } from '../../src/endpoint/baseUrl.ts'

test.each([
  ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1'],
  ['http://127.0.0.1:8000', 'http://127.0.0.1:8000/v1'],
  ['http://127.0.0.1:8000/v1/', 'http://127.0.0.1:8000/v1'],
  ['http://127.0.0.1:8000/v1/v1', 'http://127.0.0.1:8000/v1'],
  [' http://127.0.0.1:8000//v1// ', 'http://127.0.0.1:8000/v1'],
  ['http://127.0.0.1:8000/v1/chat/completions', 'http://127.0.0.1:8000/v1'],
  ['http://127.0.0.1:8000/v1/chat/completions/', 'http://127.0.0.1:8000/v1'],
  ['http://127.0.0.1:8000/v1/models', 'http://127.0.0.1:8000/v1'],
  ['HTTP://LOCALHOST:8000/V1/', 'http://localhost:8000/v1'],
  ['localhost:11434', 'http://localhost:11434/v1'],
  ['gpu-box:8000', 'http://gpu-box:8000/v1'],
  ['[::1]:8080', 'http://[::1]:8080/v1'],
  ['192.168.1.20:1234/v1', 'http://192.168.1.20:1234/v1'],
  ['172.31.0.2:8000', 'http://172.31.0.2:8000/v1'],
  ['172.32.0.2:8000', 'https://172.32.0.2:8000/v1'],
  ['api.deepseek.com', 'https://api.deepseek.com/v1'],
  ['https://api.deepseek.com/beta', 'https://api.deepseek.com/beta'],
  ['https://openrouter.ai/api', 'https://openrouter.ai/api/v1'],
  ['https://api.z.ai/api/paas/v4', 'https://api.z.ai/api/paas/v4'],
  ['https://host.example/v1beta/openai', 'https://host.example/v1beta/openai'],
  // A full address says exactly where to go, also without a version.
  ['https://api.perplexity.ai/chat/completions', 'https://api.perplexity.ai'],
  ['https://host.example/v1?api-version=7', 'https://host.example/v1?api-version=7'],
])('%s is %s', (text, url) => {
  expect(normaliseBaseUrl(text)).toEqual({ url })
})

test.each([
  ['', 'The address is empty.'],
  ['http://', '“http://” is not an address such as http://127.0.0.1:8000/v1.'],
  ['ftp://host/v1', 'The address must begin with http:// or https://, not ftp://.'],
  [
    'https://me:secret@host/v1',
    'The address must not hold a user name or password; the key is kept separately.',
  ],
])('%j is refused: %s', (text, problem) => {
  expect(normaliseBaseUrl(text)).toEqual({ problem })
})

const addresses = fc
  .tuple(
    fc.constantFrom('', 'http://', 'https://', 'ftp://'),
    fc.constantFrom('localhost', '127.0.0.1:8000', 'api.host.example', '[::1]:1', ''),
    fc.array(fc.constantFrom('/v1', '/', '/api', '/models', '/completions', '/v4', '/x y'), { maxLength: 4 }),
    fc.constantFrom('', '?a=b'),
  )
  .map((parts) => parts.flat().join(''))

test('any text gives an address or a sentence, and an address stays as it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), addresses), (text) => {
      const first = normaliseBaseUrl(text)
      if ('url' in first) expect(normaliseBaseUrl(first.url)).toEqual(first)
    }),
  )
})
