// node scripts/schema.ts: writes docs/think.schema.json from the schema that the code uses.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documentSchema } from '../src/traces/schema.ts'
import { root } from './project.ts'

writeFileSync(join(root, 'docs/think.schema.json'), `${JSON.stringify(documentSchema, null, 2)}\n`)
