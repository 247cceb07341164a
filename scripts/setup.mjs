// node scripts/setup.mjs [--for build|demo|test] [SCRIPT ARGUMENTS…]
// Brings what a fresh machine lacks, then runs SCRIPT on the project's own Node 24. It has only Node 20 and nothing
// installed to stand on, hence plain JavaScript. Says what it does; says nothing and is quick when all is there.
// THINKTREE_VSCODE=desktop, or --desktop among the arguments: no code-server and no Chromium is needed.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { findChromium } from './vscode/findChromium.mjs'

const CODE_SERVER = '4.139.1' // VS Code 1.139.1; its Node must be of the major that the dev dependency `node` has
const TYPESCRIPT = 'typescript@6.0.3'
const root = resolve(import.meta.dirname, '..')
const windows = process.platform === 'win32'

/** What stands in the way and what a person can do about it; printed without a stack. */
class Missing extends Error {}

try {
  const [purpose, command] = readArguments(process.argv.slice(2))
  const desktop = windows || process.env.THINKTREE_VSCODE === 'desktop' || command.includes('--desktop')
  requireNode()
  installDependencies()
  if (purpose !== 'build' && !desktop) {
    installCodeServer()
    installChromium(purpose)
  }
  if (command.length > 0) run(command)
} catch (error) {
  if (!(error instanceof Missing)) throw error
  console.error(`setup: ${error.message}`)
  process.exitCode = 1
}

function readArguments(args) {
  if (args[0] !== '--for') return ['build', args]
  if (!['build', 'demo', 'test'].includes(args[1])) throw new Missing('--for takes build, demo or test.')
  return [args[1], args.slice(2)]
}

function requireNode() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Missing(`Node 20 or newer is needed; this is Node ${process.versions.node}.`)
}

function installDependencies() {
  if (hasDependencies()) return
  step('dependencies: npm ci', () =>
    npm(
      root,
      ['ci', '--include=dev'],
      'The npm registry must be reachable and package-lock.json must fit package.json.',
    ),
  )
  if (!existsSync(ownNode()))
    throw new Missing(
      'The package `node` came without its program. Let npm run its install script: npm rebuild node',
    )
}

/** Whether node_modules holds what package-lock.json names: npm keeps its own record of what it installed. */
function hasDependencies() {
  const installed = readPackages('node_modules/.package-lock.json')
  const wanted = readPackages('package-lock.json')
  return (
    existsSync(ownNode()) &&
    Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === '' || installed[path]?.version === version || (optional && !(path in installed)),
    )
  )
}

function readPackages(path) {
  const file = join(root, path)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

function ownNode() {
  return join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node')
}

/** Made in a folder beside its place and renamed, so that half an install is never taken for one. */
function installCodeServer() {
  const place = join(root, '.vscode-test/code-server')
  const manifest = join(place, 'node_modules/code-server/package.json')
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === CODE_SERVER) return
  mkdirSync(join(root, '.vscode-test'), { recursive: true })
  const draft = mkdtempSync(join(root, '.vscode-test/draft-'))
  const needs = 'The npm registry must be reachable and the disk must have 1 GB free.'
  try {
    step(`VS Code in the browser: code-server ${CODE_SERVER} into .vscode-test`, () => {
      writeFileSync(join(draft, 'package.json'), '{ "private": true }')
      // Its own install script would compile native modules that neither the demo nor the tests need.
      npm(draft, ['install', '--ignore-scripts', `code-server@${CODE_SERVER}`], needs)
      const vscode = join(draft, 'node_modules/code-server/lib/vscode')
      npm(vscode, ['install', '--ignore-scripts', '--omit=dev'], needs)
      // What the language features for TypeScript and JavaScript run; without it there are no document symbols.
      npm(join(vscode, 'extensions'), ['install', '--ignore-scripts', '--omit=dev', TYPESCRIPT], needs)
    })
    rmSync(place, { recursive: true, force: true })
    renameSync(draft, place)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function installChromium(purpose) {
  if (findChromium()) return
  const advice = 'Install it (Debian: apt-get install chromium) or name a Chrome or Chromium in CHROMIUM.'
  const apt = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'apt-get')))
  if (!apt || process.getuid?.() !== 0) {
    if (purpose === 'demo') return // a person opens the demo in a browser of theirs; --check asks for it
    throw new Missing(`Chromium is missing. ${advice}`)
  }
  step('Chromium: apt-get install chromium', () => {
    aptGet(['update'], advice)
    aptGet(['install', '--yes', '--no-install-recommends', 'chromium'], advice)
  })
  if (!findChromium()) throw new Missing(`apt-get installed no Chromium. ${advice}`)
}

function aptGet(args, advice) {
  call('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], advice, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function npm(folder, args, needs) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder]
  call(windows ? 'npm.cmd' : 'npm', [...args, ...quiet], needs, { cwd: folder, shell: windows })
}

/** Runs a program and keeps its output to itself, unless it fails. */
function call(program, args, advice, options) {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28, ...options })
  } catch (error) {
    // npm says what is wrong first and how it is used after, apt-get the other way round.
    const said = `${error.stderr || error.stdout || error.message}`.trim().split('\n')
    const told = said.length > 20 ? [...said.slice(0, 10), '…', ...said.slice(-10)] : said
    throw new Missing(`\`${program} ${args.join(' ')}\` failed. ${advice}\n${told.join('\n')}`)
  }
}

function step(title, work) {
  process.stdout.write(`setup: ${title} … `)
  const start = Date.now()
  try {
    work()
  } catch (error) {
    console.log('failed')
    throw error
  }
  console.log(`${Math.round((Date.now() - start) / 1000)} s`)
}

/** Hands over to Node 24. The signals of a terminal reach the script by themselves; a SIGTERM is passed on. */
function run(command) {
  const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
  const child = spawn(ownNode(), command, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH } })
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => (process.exitCode = code ?? (signal ? 130 : 1)))
}
