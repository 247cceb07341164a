import { describe, expect, test } from 'vitest'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { readReply } from '../../src/endpoint/reply.ts'
import { listen } from '../support/listen.ts'
import { inEnglish } from '../../src/base/say.ts'

/** Streams as servers write them, cut down to what tells them apart; recorded ones are in recordings.test.ts. */
describe('servers', () => {
  test.each([
    [
      'vLLM with a parser, usage on its own chunk',
      `data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

data: {"choices":[{"index":0,"delta":{"reasoning":"r"}}]}

data: {"choices":[{"index":0,"delta":{"reasoning":"s","content":"a"},"stop_reason":null,"finish_reason":"stop"}]}

data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}

data: [DONE]

`,
      '[rs]a done {"prompt":1,"completion":2}',
    ],
    [
      'vLLM between versions: both fields',
      `data: {"choices":[{"index":0,"delta":{"reasoning_content":"r","reasoning":"r"}}]}

data: {"choices":[{"index":0,"delta":{"reasoning_content":null,"reasoning":"s"}}]}

data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}

`,
      '[rs]a done',
    ],
    [
      'vLLM without a parser: the opening tag was in the prompt',
      `data: {"choices":[{"index":0,"delta":{"content":"r</thi"}}]}

data: {"choices":[{"index":0,"delta":{"content":"nk>a"},"finish_reason":"stop"}]}

`,
      '[r]a done',
    ],
    [
      'vLLM, an error and the end',
      `data: {"choices":[{"index":0,"delta":{"content":"a"}}]}

data: {"error":{"message":"boom","type":"InternalServerError","code":500}}

data: [DONE]

`,
      'a failed serverError',
    ],
    [
      'SGLang: nulls are sent, reasoning tokens at the top of usage',
      `data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning_content":null,"tool_calls":null},"finish_reason":null,"matched_stop":null}],"usage":null}

data: {"choices":[{"index":0,"delta":{"role":null,"content":null,"reasoning_content":"r","tool_calls":null},"finish_reason":null}],"usage":null}

data: {"choices":[{"index":0,"delta":{"content":"a","reasoning_content":null},"finish_reason":null}],"usage":null}

data: {"choices":[{"index":0,"delta":{"content":null},"finish_reason":"stop","matched_stop":1}],"usage":null}

data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"reasoning_tokens":0,"prompt_tokens_details":null}}

data: [DONE]

`,
      '[r]a done {"prompt":1,"completion":2,"reasoning":0}',
    ],
    [
      'llama.cpp: pings while it reads the prompt, timings',
      `:

:

data: {"choices":[{"index":0,"finish_reason":null,"delta":{"reasoning_content":"r"}}],"prompt_progress":{"total":9}}

data: {"choices":[{"index":0,"finish_reason":null,"delta":{"content":"a"}}]}

data: {"choices":[{"index":0,"finish_reason":"stop","delta":{}}]}

data: {"choices":[],"usage":{"prompt_tokens":1,"prompt_tokens_details":{"cached_tokens":1}},"timings":{"cache_n":1}}

data: [DONE]

`,
      '[r]a done {"prompt":1,"cached":1}',
    ],
    [
      'llama.cpp of old: the error is a field',
      'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\nerror: {"code":500,"message":"boom","type":"server_error"}\n\n',
      'a failed serverError',
    ],
    [
      'GPUStack: dies without a finish',
      'data: {"choices":[{"index":0,"delta":{"reasoning_content":"\\n"}}]}\n\ndata: {"choices":[{"index":0,"delta":{"reasoning_content":"r"}}]}\n\nerror: {"message":"EOF"}\n\n',
      '[\nr] failed streamError',
    ],
    [
      'Ollama: content is empty beside reasoning',
      `data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"r"},"finish_reason":null}]}

data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"a"},"finish_reason":null}]}

data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}

data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}

data: [DONE]

`,
      '[r]a done {"prompt":1,"completion":2,"total":3}',
    ],
    [
      'Ollama, its own protocol',
      `{"model":"r1","message":{"role":"assistant","content":"","thinking":"r"},"done":false}
{"model":"r1","message":{"role":"assistant","content":"a"},"done":false}
{"model":"r1","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":1,"eval_count":2,"eval_duration":9000000000}
`,
      '[r]a done {"prompt":1,"completion":2,"decode":9}',
    ],
    ['Ollama, its own error', '{"error":"model runner has stopped"}\n', ' failed streamError'],
    [
      'OpenRouter: comments, the same twice, two finishes, a late signature',
      `: OPENROUTER PROCESSING

data: {"choices":[{"index":0,"delta":{"content":"","reasoning":"r","reasoning_details":[{"type":"reasoning.text","text":"r"}]},"finish_reason":null}]}

: OPENROUTER PROCESSING

data: {"choices":[{"index":0,"delta":{"content":"","reasoning":null,"reasoning_details":[{"type":"reasoning.text","signature":"x"}]},"finish_reason":null}]}

data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop","native_finish_reason":"end_turn"}]}

data: {"choices":[{"index":0,"delta":{"content":""},"finish_reason":"length"}],"usage":{"prompt_tokens":1,"cost":0.1}}

data: [DONE]

`,
      '[r]a done {"prompt":1}',
    ],
    [
      'OpenRouter: an error beside choices and usage',
      'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\ndata: {"error":{"code":502,"message":"upstream"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],"usage":{"prompt_tokens":1}}\n\n',
      'a failed gateway {"prompt":1}',
    ],
    [
      'Mistral: parts and text in one stream, padding',
      `data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"p":"abc"}

data: {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"r"}]}]},"finish_reason":null}],"p":"abcdef"}

data: {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[],"closed":true},{"type":"text","text":"a"}]},"finish_reason":null}]}

data: {"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"num_cached_tokens":1}}

data: [DONE]

`,
      '[r]ab done {"cached":1}',
    ],
    [
      'Groq: error event, end of file',
      'data: {"choices":[{"index":0,"delta":{"reasoning":"r","channel":"analysis"}}]}\n\nevent: error\ndata: {"error":{"message":"boom","status_code":400}}\n',
      '[r] failed streamError',
    ],
    [
      'Groq: usage in x_groq',
      'data: {"choices":[{"index":0,"delta":{"content":"<think>r</think>a"},"finish_reason":"stop"}],"x_groq":{"usage":{"prompt_tokens":1}}}\n\ndata: [DONE]\n\n',
      '[r]a done {"prompt":1}',
    ],
    [
      'Together through the router: text repeats the delta',
      'data: {"choices":[{"index":0,"text":"<think>","delta":{"token_id":9,"content":"<think>"}}]}\n\ndata: {"choices":[{"index":0,"text":"r</think>a","delta":{"content":"r</think>a"},"finish_reason":"stop"}],"usage":{"cached_tokens":1}}\n\ndata: [DONE]\n\n',
      '[r]a done {"cached":1}',
    ],
    [
      'Snowflake: details only, no finish',
      'data: {"choices":[{"index":0,"delta":{"content":"","reasoning_details":[{"type":"reasoning.text","text":"r"}]}}]}\n\ndata: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\ndata: [DONE]\n\n',
      '[r]a done',
    ],
    [
      'Copilot: no end mark',
      'data: {"choices":[{"index":0,"delta":{"reasoning_text":"r"}}]}\n\ndata: {"choices":[{"index":0,"delta":{"content":"a","reasoning_opaque":"x"},"finish_reason":"stop"}],"usage":{"reasoning_tokens":3}}\n\n',
      '[r]a done {"reasoning":3}',
    ],
    [
      'Perplexity: the whole answer again in each message',
      ': ping - 2026\n\ndata: {"choices":[{"index":0,"message":{"content":"a"},"delta":{"content":"a"}}],"usage":{"prompt_tokens":1}}\n\ndata: {"object":"chat.completion.done","choices":[{"index":0,"message":{"content":"a"},"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":1}}\n\n',
      'a done {"prompt":1}',
    ],
    [
      'LiteLLM: thinking blocks repeat the field',
      'data: {"choices":[{"index":0,"delta":{"reasoning_content":"r","thinking_blocks":[{"type":"thinking","thinking":"r"}]}}]}\n\ndata: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
      '[r]a done',
    ],
    [
      'encrypted reasoning',
      'data: {"choices":[{"index":0,"delta":{"content":"","reasoning_details":[{"type":"reasoning.encrypted","data":"x"}]}}]}\n\ndata: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
      'a hidden done',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read([text])).toBe(expected)
    expect(await read(Array.from(text))).toBe(expected)
  })
})

async function read(pieces: readonly string[]): Promise<string> {
  const asked = {
    url: 'http://box/v1',
    model: 'r1',
    secrets: [],
    timeouts: { connect: 0, firstByte: 0, idle: 0 },
    say: inEnglish,
  }
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      controller.close()
    },
  })
  const { deltas } = await listen(readReply(body, asked, new AbortController().signal))
  const turn = createTurn(defaultSplit)
  for (const delta of deltas) turn.push(delta, 0)
  turn.end('closed', 0)
  const { reasoning, answer, hidden, state, usage } = turn.value()
  return [
    (reasoning === '' ? '' : `[${reasoning}]`) + answer,
    hidden ? 'hidden' : [],
    state.kind,
    state.kind === 'failed' ? state.failure.code : [],
    Object.keys(usage).length > 0 ? JSON.stringify(usage) : [],
  ]
    .flat()
    .join(' ')
}
