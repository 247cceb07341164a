import { env, Uri, ViewColumn, window, type Webview, type WebviewPanel } from 'vscode'
import { languageFor } from '../../protocol/languages.ts'

/** The folder that holds all the page may load. */
export function pageFolder(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'webview')
}

/** Opens a page of its own beside the panels. `thinktree.` and its name are its `activeWebviewPanelId`. */
export function openPage(extension: Uri, page: 'comparison' | 'samples', title: string): WebviewPanel {
  const panel = window.createWebviewPanel(`thinktree.${page}`, title, ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [pageFolder(extension)],
    retainContextWhenHidden: true,
  })
  panel.iconPath = {
    light: Uri.joinPath(extension, 'webview', 'media', 'trace-light.svg'),
    dark: Uri.joinPath(extension, 'webview', 'media', 'trace-dark.svg'),
  }
  panel.webview.html = pageHtml(panel.webview, extension, page)
  return panel
}

/** A page's document: scripts and styles of ours only, no connection to anywhere. */
export function pageHtml(
  webview: Webview,
  extension: Uri,
  page: 'webview' | 'comparison' | 'samples',
): string {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(pageFolder(extension), name)).toString()
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ')
  return `<!DOCTYPE html>
<html lang="${languageFor(env.language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${file('codicon.css')}">
    <link rel="stylesheet" href="${file(`${page}.css`)}">
    <title>ThinkTree</title>
  </head>
  <body>
    <div id="root"></div>
    <script nonce="${nonce}" type="module" src="${file(`${page}.js`)}"></script>
  </body>
</html>`
}
