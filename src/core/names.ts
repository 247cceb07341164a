/** Words before a declared name, in the languages people ask about most. */
const declaration =
  /\b(?:class|interface|type|enum|struct|trait|impl|function|func|fn|def|const|let|var|val|static|module|namespace|package|record|object)\s+(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$]*)/gu

/** Methods and fields of a class body: a name at the start of a line, before `(`, `=`, `:` or `?`. */
const member =
  /^[ \t]+(?:(?:public|private|protected|static|readonly|async|override|abstract|get|set)\s+)*(#?[\p{L}_$][\p{L}\p{N}_$]*)\s*(?=\([^;]*$|[=:?])/gmu

const keywords = new Set(
  'if for while switch catch return case default else do try new await yield function'.split(' '),
)
const most = 500

/** The names that a text declares, each once: for where no language extension knows its symbols (yet). */
export function declaredNames(text: string): readonly string[] {
  const names = new Set<string>()
  for (const pattern of [declaration, member]) {
    for (const [, name] of text.matchAll(pattern)) {
      if (name && !keywords.has(name)) names.add(name)
      if (names.size >= most) return [...names]
    }
  }
  return [...names]
}
