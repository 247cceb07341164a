import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { languages } from '../../src/protocol/languages.ts'
import { root, vsixFile } from '../../scripts/project.ts'
import { listZip } from '../support/zip.ts'

// Made by `npm run package`, which runs before these tests do.
const files = listZip(vsixFile()).map(({ name }) => name)

describe('the .vsix', () => {
  test('holds only what runs', () => {
    const known = [
      /^extension\/(package(\.nls(\.[\w-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
      /^extension\/l10n\/bundle\.l10n\.[\w-]+\.json$/,
      /^extension\/dist\/(extension|openai|yaml|languageClient|server|decodeWorker)\.cjs$/,
      /^extension\/dist\/webview\/[\w-]+\.(js|css|ttf|woff2)$/,
      /^extension\/samples\/.+/,
      /^extension\/schemas\/endpoints\.json$/,
      /^extension\/syntaxes\/[\w.-]+\.json$/,
      /^extension\/docs\/(network|privacy)\.md$/,
      /^extension\/webview\/media\/.+\.(png|svg|md)$/,
      /^(\[Content_Types\]\.xml|extension\.vsixmanifest)$/,
    ]
    expect(files.filter((name) => !known.some((pattern) => pattern.test(name)))).toEqual([])
  })

  test('has what the manifest names', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'extension/dist/extension.cjs',
        'extension/dist/openai.cjs',
        'extension/dist/yaml.cjs',
        'extension/dist/decodeWorker.cjs',
        'extension/dist/languageClient.cjs',
        'extension/dist/server.cjs',
        'extension/dist/webview/webview.js',
        'extension/dist/webview/webview.css',
        'extension/dist/webview/codicon.css',
        'extension/dist/webview/codicon.ttf',
        'extension/docs/network.md',
        'extension/docs/privacy.md',
        'extension/package.nls.json',
        ...languages
          .filter((language) => language !== 'en')
          .flatMap((language) => [
            `extension/package.nls.${language}.json`,
            `extension/l10n/bundle.l10n.${language}.json`,
          ]),
        'extension/schemas/endpoints.json',
        'extension/readme.md',
        'extension/LICENSE.txt',
        'extension/webview/media/icon.png',
        'extension/syntaxes/think.tmLanguage.json',
        'extension/syntaxes/language-configuration.json',
      ]),
    )
  })

  test('holds no source map, no test and no TypeScript of ours', () => {
    const stray =
      /\.map$|\.test\.|^extension\/(src|test|scripts|node_modules)\/|^(?!extension\/samples\/).*\.tsx?$/
    expect(files.filter((name) => stray.test(name))).toEqual([])
    for (const file of ['extension', 'openai', 'yaml', 'languageClient', 'server'].map(
      (name) => `dist/${name}.cjs`,
    ))
      expect(readFileSync(join(root, file), 'utf8')).not.toContain('sourceMappingURL')
  })

  test('is smaller than 1 MB', () => {
    expect(statSync(vsixFile()).size).toBeLessThan(1_000_000)
  })
})

test('its read-me has no picture and no relative link, which VS Code would not show', () => {
  expect(readFileSync(join(root, 'dist/README.md'), 'utf8')).not.toMatch(/!\[|<img|\]\((?!https:)/)
})
