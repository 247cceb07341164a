// npm run build -- [--production] [--watch] [--sizes] [--host-tests]
// Bundles the host, the language server, the terminal face and the page into dist/. --production minifies and leaves out source maps,
// --watch builds again on every change, --sizes says what each bundle is made of,
// --host-tests bundles test/host too, for a debugger.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { analyzeMetafile, context, type BuildOptions, type PluginBuild } from 'esbuild'
import { codicons } from './codicons.ts'
import { root } from './project.ts'
import { bundleSuite } from './vscode/bundleSuite.ts'

const { values: flags } = parseArgs({
  options: {
    production: { type: 'boolean' },
    watch: { type: 'boolean' },
    sizes: { type: 'boolean' },
    'host-tests': { type: 'boolean' },
  },
})

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: flags.production,
  sourcemap: flags.production ? false : 'linked',
  metafile: true,
  legalComments: 'none',
  logLevel: 'info',
}

/** VS Code 1.101 runs extensions on Node 22. */
const node: BuildOptions = {
  ...shared,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  format: 'cjs',
  target: 'node22',
}

const page: BuildOptions = {
  ...shared,
  outdir: 'dist/webview',
  platform: 'browser',
  format: 'esm',
  splitting: true,
  chunkNames: '[name]-[hash]',
  target: 'chrome136',
  jsx: 'automatic',
  jsxImportSource: 'preact',
}

const bundles: readonly BuildOptions[] = [
  {
    ...node,
    entryPoints: { extension: 'src/extension/main.ts' },
    external: ['vscode'],
    plugins: [{ name: 'apart', setup: leaveApart }],
  },
  {
    // The SDK is most of the code and not needed before the first question: a file of its own keeps a start short.
    ...node,
    stdin: { contents: `export { OpenAI } from 'openai'`, resolveDir: root },
    outdir: undefined,
    outExtension: undefined,
    outfile: 'dist/openai.cjs',
  },
  {
    // Not needed before the first .think document.
    ...node,
    stdin: {
      contents: `export { LanguageClient, TransportKind } from 'vscode-languageclient/node'`,
      resolveDir: root,
    },
    outdir: undefined,
    outExtension: undefined,
    outfile: 'dist/languageClient.cjs',
    external: ['vscode'],
  },
  {
    // In a file of its own for the two that read documents: a document's head is YAML.
    ...node,
    stdin: {
      contents: `export { Document, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml'`,
      resolveDir: root,
    },
    outdir: undefined,
    outExtension: undefined,
    outfile: 'dist/yaml.cjs',
  },
  {
    ...node,
    entryPoints: { server: 'src/server/main.ts' },
    mainFields: ['module', 'main'],
    plugins: [{ name: 'apart', setup: leaveApart }],
  },
  {
    ...node,
    entryPoints: { decodeWorker: 'src/extension/inside/decodeWorker.ts' },
  },
  {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
  },
  {
    ...page,
    entryPoints: { webview: 'webview/main.tsx' },
  },
  {
    // Apart from the panel's page: what they share with it is little, and that page loads one file.
    ...page,
    entryPoints: { comparison: 'webview/comparison/main.tsx', samples: 'webview/samples/main.tsx' },
  },
]

rmSync(join(root, 'dist'), { recursive: true, force: true })
await writeCodicons()
for (const options of bundles) {
  const bundle = await context(options)
  if (flags.watch) await bundle.watch()
  else await finish(bundle)
}
if (flags['host-tests']) await bundleSuite()

async function finish(bundle: Awaited<ReturnType<typeof context>>): Promise<void> {
  try {
    const { metafile } = await bundle.rebuild()
    if (metafile && flags.sizes) console.log(await analyzeMetafile(metafile))
  } catch {
    process.exitCode = 1 // esbuild has said why
  } finally {
    await bundle.dispose()
  }
}

function leaveApart(build: PluginBuild): void {
  build.onResolve({ filter: /^openai$/ }, () => ({ path: './openai.cjs', external: true }))
  build.onResolve({ filter: /^yaml$/ }, () => ({ path: './yaml.cjs', external: true }))
  build.onResolve({ filter: /^vscode-languageclient\/node$/ }, () => ({
    path: './languageClient.cjs',
    external: true,
  }))
}

async function writeCodicons(): Promise<void> {
  const to = join(root, 'dist/webview')
  mkdirSync(to, { recursive: true })
  for (const [name, bytes] of await codicons()) writeFileSync(join(to, name), bytes)
}
