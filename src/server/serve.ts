import {
  ErrorCodes,
  LSPErrorCodes,
  MarkupKind,
  ResponseError,
  SemanticTokensBuilder,
  type CancellationToken,
  type Connection,
  type DocumentSymbol,
  type Position,
  type SemanticTokens,
} from 'vscode-languageserver'
import type { Disposable } from '../base/disposables.ts'
import { inEnglish, saying, type Say } from '../base/say.ts'
import { kinds } from '../core/step.ts'
import { citationAt, turnAt } from '../language/at.ts'
import { pathOf, pathsOf, type FileLookup } from '../language/code.ts'
import { proposalsAt } from '../language/completion.ts'
import { definitionAt } from '../language/definition.ts'
import { foldsOf } from '../language/folding.ts'
import { hoverAt } from '../language/hover.ts'
import { lensesOf } from '../language/lens.ts'
import { linksOf } from '../language/links.ts'
import type { Parsed } from '../language/parsed.ts'
import { referencesAt } from '../language/references.ts'
import { selectionsAt } from '../language/selection.ts'
import { symbolsOf } from '../language/symbols.ts'
import { tokensOf } from '../language/tokens.ts'
import type { ServerOptions } from '../protocol/server.ts'
import { placeOf, rangeOf, type Place, type Range } from '../traces/place.ts'
import { capabilities } from './capabilities.ts'
import { lspFold, lspRange, lspSelection, lspSymbol, proposalKinds, symbolKinds } from './convert.ts'
import { Documents, type OpenDocument } from './documents.ts'
import type { Files } from './files.ts'
import { createFindings } from './findings.ts'
import { optionsOf } from './options.ts'
import { createTraceIndex } from './traceIndex.ts'

/** A document of a request, as far as it is parsed. */
interface Asked extends OpenDocument {
  readonly uri: string
  readonly parsed: Parsed
}

interface OfDocument {
  readonly textDocument: { readonly uri: string }
}

interface AtPosition extends OfDocument {
  readonly position: Position
}

/** Answers a client: each request is a function of the parsed document. Nothing else in this room knows requests. */
export function serve(connection: Connection, files: Files): Disposable {
  let say: Say = inEnglish
  let lenses: ServerOptions['lenses'] = {}
  // Outline, breadcrumbs and sticky scroll ask for the same; of a text that is edited nothing is kept.
  const symbols = new WeakMap<Parsed, DocumentSymbol[]>()
  const allTokens = new WeakMap<Parsed, SemanticTokens>()
  const findSymbols = createTraceIndex(files)
  const documents = new Documents({
    settled: (uri) => void findings.tell(uri),
    closed: (uri) => findings.forget(uri),
  })
  const findings = createFindings({
    documents,
    files,
    say: () => say,
    send: (told) => void connection.sendDiagnostics(told),
  })

  connection.onInitialize((params) => {
    const options = optionsOf(params)
    say = saying(options.translations)
    lenses = options.lenses
    files.setKept(options.kept)
    files.setFolders((params.workspaceFolders ?? []).map(({ uri }) => uri))
    return { capabilities: capabilities(lenses), serverInfo: { name: 'ThinkTree' } }
  })
  connection.onInitialized(() => {
    connection.workspace.onDidChangeWorkspaceFolders(() => void readFolders())
  })
  connection.onShutdown(() => documents.dispose())
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) =>
    documents.open(uri, languageId, version, text),
  )
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    documents.change(uri, version, contentChanges),
  )
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => documents.close(uri))
  connection.onDidChangeWatchedFiles(() => {
    for (const uri of documents.uris) void findings.tell(uri)
  })

  connection.onDocumentSymbol(
    answering(({ parsed, text }) =>
      once(symbols, parsed, () => symbolsOf(parsed, say).map((symbol) => lspSymbol(text, symbol))),
    ),
  )
  connection.onFoldingRanges(
    answering(({ parsed, text }) => foldsOf(parsed).flatMap((fold) => lspFold(text, fold) ?? [])),
  )
  connection.onSelectionRanges(
    answering(({ parsed, text }, { positions }) =>
      positions.flatMap((position) => lspSelection(text, selectionsAt(parsed, at(text, position))) ?? []),
    ),
  )
  connection.languages.semanticTokens.on(
    answering((asked) => once(allTokens, asked.parsed, () => tokens(asked))),
  )
  connection.languages.semanticTokens.onRange(
    answering((asked, { range }) =>
      tokens(asked, { from: at(asked.text, range.start), to: at(asked.text, range.end) }),
    ),
  )
  connection.onCodeLens(
    answering(({ uri, parsed, text }) =>
      lensesOf(parsed).flatMap(({ range, what, turn }) => {
        const command = lenses[what]
        const title = what === 'openAsTree' ? say('Open as Tree') : say('Go On from Here')
        return command === undefined
          ? []
          : [{ range: lspRange(text, range), command: { title, command, arguments: [uri, turn] } }]
      }),
    ),
  )
  connection.onCompletion(
    answering(({ parsed, text }, { position }) =>
      proposalsAt(parsed, at(text, position)).map(({ label, what, description, range, text: fresh }) => ({
        label,
        kind: proposalKinds[what],
        documentation: say(description),
        textEdit: { range: lspRange(text, range), newText: fresh },
      })),
    ),
  )
  connection.onReferences(
    answering(({ uri, parsed, text }, { position, context }) =>
      referencesAt(parsed, at(text, position), context.includeDeclaration ? 'all' : 'others').map(
        (range) => ({
          uri,
          range: lspRange(text, range),
        }),
      ),
    ),
  )
  connection.onCodeAction(
    answering((asked, { range: { start, end } }) =>
      findings.actions(asked, rangeOf(at(asked.text, start), at(asked.text, end))),
    ),
  )

  connection.onHover(
    answeringWithFiles(citedAt, ({ parsed, text }, look, { position }: AtPosition) => {
      const hover = hoverAt(parsed, at(text, position), look, say)
      return (
        hover && {
          contents: { kind: MarkupKind.Markdown, value: hover.markdown },
          range: lspRange(text, hover.range),
        }
      )
    }),
  )
  connection.onDocumentLinks(
    answeringWithFiles(allPaths, ({ uri, parsed, text }, look) =>
      linksOf(parsed, look).flatMap(({ range, path, line }) => {
        const target = files.uriOf(uri, path)
        return target === undefined ? [] : [{ range: lspRange(text, range), target: `${target}#L${line}` }]
      }),
    ),
  )
  connection.onDefinition(
    answeringWithFiles(citedAt, ({ uri, parsed, text }, look, { position }: AtPosition) =>
      definitionAt(parsed, at(text, position), look).flatMap((definition) => {
        if ('range' in definition) return [{ uri, range: lspRange(text, definition.range) }]
        const { path, first, last } = definition
        const target = files.uriOf(uri, path)
        const range = { start: { line: first - 1, character: 0 }, end: { line: last - 1, character: 0 } }
        return target === undefined ? [] : [{ uri: target, range }]
      }),
    ),
  )
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const found = await findSymbols(query, () => token.isCancellationRequested)
    return found.map(({ name, what, container, uri, range }) => ({
      name,
      kind: symbolKinds[what],
      containerName: container,
      location: { uri, range },
    }))
  })
  connection.listen()
  return documents

  async function readFolders(): Promise<void> {
    const folders = await connection.workspace.getWorkspaceFolders()
    files.setFolders((folders ?? []).map(({ uri }) => uri))
  }

  function tokens({ parsed, text }: Asked, within?: Range): SemanticTokens {
    const builder = new SemanticTokensBuilder()
    for (const { range, kind, abandoned } of tokensOf(parsed, within)) {
      const { line, character } = text.positionAt(range.from)
      builder.push(line, character, range.to - range.from, kinds.indexOf(kind), abandoned ? 1 : 0)
    }
    return builder.build()
  }

  function citedAt({ parsed, text }: Asked, { position }: AtPosition): readonly string[] {
    const place = at(text, position)
    const turn = turnAt(parsed, place)
    const citation = turn && citationAt(turn, place)
    if (!turn || !citation) return []
    if (citation.name !== undefined) return turn.turn.head.context.map(({ path }) => path)
    const path = pathOf(citation, turn)
    return path === undefined ? [] : [path]
  }

  function allPaths({ parsed }: Asked): readonly string[] {
    return pathsOf(parsed)
  }

  function answering<Params extends OfDocument, Result>(answer: (asked: Asked, params: Params) => Result) {
    return (params: Params, token: CancellationToken) => answer(ask(params, token), params)
  }

  function answeringWithFiles<Params extends OfDocument, Result>(
    paths: (asked: Asked, params: Params) => readonly string[],
    answer: (asked: Asked, files: FileLookup, params: Params) => Result,
  ) {
    return async (params: Params, token: CancellationToken) => {
      const asked = ask(params, token)
      const look = await files.lookup(asked.uri, paths(asked, params))
      if (token.isCancellationRequested) throw cancelled()
      if (documents.get(asked.uri)?.text.version !== asked.text.version)
        throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed.')
      return answer(asked, look, params)
    }
  }

  function ask({ textDocument: { uri } }: OfDocument, token: CancellationToken): Asked {
    if (token.isCancellationRequested) throw cancelled()
    const document = documents.parsed(uri)
    if (!document) throw new ResponseError(ErrorCodes.InvalidParams, `${uri} is not open.`)
    return { ...document, uri }
  }
}

/** What is known of a document, or else is worked out, the first time that it is asked for. */
function once<T>(known: WeakMap<Parsed, T>, parsed: Parsed, make: () => T): T {
  const there = known.get(parsed)
  if (there !== undefined) return there
  const made = make()
  known.set(parsed, made)
  return made
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'It is not wanted any more.')
}

function at(text: OpenDocument['text'], position: Position): Place {
  return placeOf(text.offsetAt(position))
}
