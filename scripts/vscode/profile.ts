import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Settings = Readonly<Record<string, unknown>>

/** A throwaway home for one VS Code: nothing of the user's is read or written. */
export interface Profile {
  readonly home: string
  readonly userData: string
  /** May be shared with other profiles: VS Code only reads it when nothing is installed. */
  readonly extensions: string
  /** Replaces the settings; a running VS Code follows. */
  readonly writeSettings: (settings: Settings) => void
  /** Its surroundings for a child process. */
  readonly env: NodeJS.ProcessEnv
  readonly remove: () => void
}

const QUIET: Settings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
}

/** Removed at the latest when this process ends by itself. */
export function makeProfile(settings: Settings = {}, extensions?: string): Profile {
  // Short on purpose: VS Code puts unix sockets under it, and their paths end at about 107 characters.
  const home = mkdtempSync(join(tmpdir(), 'tt-'))
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  process.on('exit', remove)
  const userData = join(home, 'data')
  // A setting of scope `machine` counts, in a VS Code whose extensions run on a server, only in the server's own file.
  const files = ['User', 'Machine'].map((scope) => join(userData, scope, 'settings.json'))
  const writeSettings = (changed: Settings) => {
    for (const file of files) writeFileSync(file, JSON.stringify({ ...QUIET, ...changed }, null, 2))
  }
  for (const file of files) mkdirSync(dirname(file), { recursive: true })
  writeSettings(settings)
  return {
    home,
    userData,
    extensions: extensions ?? join(home, 'extensions'),
    writeSettings,
    env: surroundings(home),
    remove,
  }
}

function surroundings(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Of an editor or a test run around this one, and not meant for it.
    PORT: undefined,
    PASSWORD: undefined,
    VSCODE_IPC_HOOK_CLI: undefined,
    NODE_OPTIONS: undefined,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'share'),
    TMPDIR: home,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', // no marketplace is asked
  }
}
