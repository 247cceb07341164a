/** Lines that bring names in, in the languages people ask about most. */
const importLine =
  /^\s*(?:import\b|from\s+\S+\s+import\b|export\s.*\bfrom\b|(?:const|let|var)\s.*=\s*require\(|#\s*include\b|using\s+[\w.:=\s]+;|use\s+[\w:\\]+|package\s+[\w.]+|require(?:_relative)?\s|@import\b)/

/** How far down imports are looked for, and how many lines are taken. */
const [reach, most] = [400, 60]

/**
 * The line numbers (0-based) of a file's imports, a bracketed import (`import {` … `}`, Go's and Python's `(` … `)`)
 * with all its lines.
 */
export function importLines(lineAt: (line: number) => string, count: number): readonly number[] {
  const found: number[] = []
  let depth = 0
  for (let line = 0; line < Math.min(count, reach) && found.length < most; line++) {
    const text = lineAt(line)
    if (depth === 0 && !importLine.test(text)) continue
    found.push(line)
    depth = Math.max(0, depth + balance(text))
  }
  return found
}

function balance(text: string): number {
  let depth = 0
  for (const char of text) {
    if (char === '{' || char === '(') depth++
    else if (char === '}' || char === ')') depth--
  }
  return depth
}
