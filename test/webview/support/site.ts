import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { codicons } from '../../../scripts/codicons.ts'
import type { Language } from '../../../src/protocol/languages.ts'

const root = join(import.meta.dirname, '../../..')

export const themes = ['dark', 'light', 'hc', 'hc-light'] as const
export type Theme = (typeof themes)[number]

/** As VS Code names them on the body. */
const bodyClasses: Readonly<Record<Theme, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  hc: 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light vscode-high-contrast',
}

export interface Site {
  /** The address of the page in a theme and a language. */
  address(theme: Theme, language: Language): string
  /** The address of the stage, on another host name, so that the page in its frame has a process of its own. */
  readonly stage: string
  /** Bytes of script that the page loads before it is asked for anything. */
  readonly scriptSize: number
  close(): Promise<void>
}

export interface SiteOptions {
  /** The script that stands in for VS Code in the page; one that plays scripts, where absent. */
  readonly host?: string
  /** Another page than the panel's. */
  readonly page?: 'webview' | 'comparison' | 'samples'
  /** The script of a page at `/stage`, which may hold the panel in a frame as VS Code does. */
  readonly stage?: string
  /** Names stay as they are written, for a profile. */
  readonly readable?: boolean
}

/** Serves the page as the panel does, on loopback: the same document and policy, and a real theme's variables. */
export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const { files, scriptSize } = await bundle(options)
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const file = files.get(pathname.slice(1))
    if (pathname === '/') {
      const nonce = crypto.randomUUID().replaceAll('-', '')
      const theme = themes.find((name) => name === searchParams.get('theme')) ?? 'dark'
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('content-security-policy', policy(nonce))
      response.end(html(options.page ?? 'webview', theme, nonce, searchParams.get('language') ?? 'en'))
    } else if (pathname === '/stage') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(stageHtml)
    } else if (file) {
      response.setHeader('content-type', mediaType(pathname))
      response.end(file)
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: (theme, language) => `http://127.0.0.1:${port}/?theme=${theme}&language=${language}`,
    stage: `http://localhost:${port}/stage`,
    scriptSize,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function bundle({ page = 'webview', host, stage, readable }: SiteOptions) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      [page]: page === 'webview' ? 'webview/main.tsx' : `webview/${page}/main.tsx`,
      host: host ?? 'test/webview/support/fakeHost.ts',
      ...(stage !== undefined && { stage }),
    },
    outdir: 'out',
    bundle: true,
    minify: readable !== true,
    write: false,
    metafile: true,
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    target: 'chrome136',
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  })
  const built = outputFiles.map(
    ({ path, contents }) => [path.slice(path.lastIndexOf('/') + 1), contents] as const,
  )
  const styles = [...themes, 'default'].map(
    (name) => [`theme-${name}.css`, readFileSync(join(root, `test/webview/themes/${name}.css`))] as const,
  )
  const files = new Map<string, Uint8Array>([...built, ...(await codicons()), ...styles])
  return { files, scriptSize: sizeOf(`out/${page}.js`, metafile) }
}

/** Of a script and what it imports, without what it may load later. */
function sizeOf(script: string, { outputs }: Metafile): number {
  const found = new Set([script])
  let size = 0
  for (const path of found) {
    size += outputs[path]?.bytes ?? 0
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') found.add(next)
  }
  return size
}

function policy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; font-src 'self'`
}

function html(page: string, theme: Theme, nonce: string, language: string): string {
  const style = (name: string) => `<link rel="stylesheet" href="/${name}">`
  const script = (name: string) => `<script nonce="${nonce}" type="module" src="/${name}"></script>`
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${[`theme-default.css`, `theme-${theme}.css`, 'codicon.css', `${page}.css`].map(style).join('\n    ')}
    <title>ThinkTree</title>
  </head>
  <body class="${bodyClasses[theme]}">
    <div id="root"></div>
    ${['host.js', `${page}.js`].map(script).join('\n    ')}
  </body>
</html>`
}

const stageHtml = `<!DOCTYPE html>
<html lang="en">
  <meta charset="utf-8">
  <title>Stage</title>
  <body style="margin: 0">
    <script type="module" src="/stage.js"></script>
  </body>
</html>`

function mediaType(path: string): string {
  if (path.endsWith('.css')) return 'text/css'
  return path.endsWith('.ttf') ? 'font/ttf' : 'text/javascript'
}
