import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '../../..')

export const themes = ['dark', 'light', 'hc', 'hc-light'] as const
export type Theme = (typeof themes)[number]

export type Language = 'en' | 'zh-cn'

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
  /** Sizes of what the page loads, in bytes, by name. */
  readonly sizes: ReadonlyMap<string, number>
  close(): Promise<void>
}

/**
 * Serves the page as the panel does, on loopback: the same document and policy, a real theme's variables, and a host
 * that plays scripts (fakeHost.ts).
 */
export async function openSite(): Promise<Site> {
  const files = await bundle()
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const file = files.get(pathname.slice(1))
    if (pathname === '/') {
      const nonce = crypto.randomUUID().replaceAll('-', '')
      const theme = themes.find((name) => name === searchParams.get('theme')) ?? 'dark'
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('content-security-policy', policy(nonce))
      response.end(html(theme, nonce, searchParams.get('language') ?? 'en'))
    } else if (file) {
      response.setHeader('content-type', mediaType(pathname))
      response.end(file)
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: (theme, language) => `http://127.0.0.1:${port}/?theme=${theme}&language=${language}`,
    sizes: new Map([...files].map(([name, content]) => [name, content.length])),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function bundle(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { webview: 'webview/main.tsx', fakeHost: 'test/webview/support/fakeHost.ts' },
    outdir: 'out',
    bundle: true,
    minify: true,
    write: false,
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
  const codicons = ['codicon.css', 'codicon.ttf'].map(
    (name) => [name, readFileSync(join(root, 'node_modules/@vscode/codicons/dist', name))] as const,
  )
  const styles = [...themes, 'default'].map(
    (name) => [`theme-${name}.css`, readFileSync(join(root, `test/webview/themes/${name}.css`))] as const,
  )
  return new Map<string, Uint8Array>([...built, ...codicons, ...styles])
}

function policy(nonce: string): string {
  return `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; font-src 'self'`
}

function html(theme: Theme, nonce: string, language: string): string {
  const style = (name: string) => `<link rel="stylesheet" href="/${name}">`
  const script = (name: string) => `<script nonce="${nonce}" type="module" src="/${name}"></script>`
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${[`theme-default.css`, `theme-${theme}.css`, 'codicon.css', 'webview.css'].map(style).join('\n    ')}
    <title>ThinkTree</title>
  </head>
  <body class="${bodyClasses[theme]}">
    <div id="root"></div>
    ${['fakeHost.js', 'webview.js'].map(script).join('\n    ')}
  </body>
</html>`
}

function mediaType(path: string): string {
  if (path.endsWith('.css')) return 'text/css'
  return path.endsWith('.ttf') ? 'font/ttf' : 'text/javascript'
}
