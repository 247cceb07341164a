/**
 * About how many tokens a text is, without a tokenizer. The rule is the one DeepSeek publishes for its models, rounded
 * up over the whole text: 0.3 tokens for an ASCII character, 0.6 for a Chinese, Japanese or Korean one; other letters
 * count 0.5, and what needs two UTF-16 units (emoji, rare signs) 2. Meant for budgets: it rather counts too many.
 */
export function estimateTokens(text: string): number {
  let tenths = 0
  for (let index = 0; index < text.length; index++) tenths += tenthsOf(text.charCodeAt(index))
  return Math.ceil(tenths / 10)
}

function tenthsOf(unit: number): number {
  if (unit < 0x80) return 3
  if (unit >= 0xd800 && unit < 0xe000) return 10
  if (unit >= 0x2e80) return 6
  return 5
}
