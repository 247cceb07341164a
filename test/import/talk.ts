// One question with its thought and reply, as servers send them.

export const thought = 'sort() compares as strings.'
export const reply = 'Pass (a, b) => a - b.'
export const asked = 'Why does xs.sort() break?'
export const inline = `<think>\n${thought}\n</think>\n\n${reply}`
export const message = { role: 'assistant', reasoning_content: thought, content: reply }
export const lines = (...values: readonly unknown[]) =>
  values.map((value) => JSON.stringify(value)).join('\n')
const chunk = (delta: unknown, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1_764_000_000,
  model: 'r1',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
export const chunks = [
  chunk({ role: 'assistant', reasoning_content: 'sort() compares ' }),
  chunk({ reasoning_content: 'as strings.' }),
  chunk({ content: reply }, 'stop'),
]
export const sse = [...chunks.map((each) => `data: ${JSON.stringify(each)}`), 'data: [DONE]', ''].join('\n\n')
export const response = { id: 'c1', model: 'r1', choices: [{ index: 0, message, finish_reason: 'stop' }] }
export const request = { model: 'r1', temperature: 0.6, messages: [{ role: 'user', content: asked }] }
export const messages = [...request.messages, message]
