// node scripts/grammars.ts
// Writes syntaxes/*.tmLanguage.json from scripts/grammars/. A test says when it was forgotten.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { grammarFiles } from './grammars/files.ts'
import { root } from './project.ts'

for (const [name, text] of grammarFiles) writeFileSync(join(root, 'syntaxes', name), text)
