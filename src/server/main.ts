import { createConnection, ProposedFeatures } from 'vscode-languageserver/node'
import { createFiles } from './files.ts'
import { serve } from './serve.ts'

serve(createConnection(ProposedFeatures.all), createFiles())
