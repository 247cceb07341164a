import { normaliseBaseUrl } from '../endpoint/baseUrl.ts'
import type { Access } from '../endpoint/openai.ts'
import { carriesSecret, travelsOpenly } from '../endpoint/exposure.ts'
import { createProfile, originOf, type Profile } from '../endpoint/profile.ts'
import { serverNames } from '../endpoint/servers.ts'
import { oneOf } from './args.ts'
import type { Rows } from './help.ts'
import { Complaint, type Io } from './io.ts'
import { profileNamed } from './profiles.ts'

/** What says which endpoint is asked. */
export const endpointOptions = {
  profile: { type: 'string' },
  profiles: { type: 'string' },
  'base-url': { type: 'string' },
  model: { type: 'string' },
  server: { type: 'string' },
  'key-env': { type: 'string' },
  'key-openly': { type: 'boolean', default: false },
} as const

export const endpointRows: Rows = [
  ['--profile NAME', 'an endpoint by its name, from the file of --profiles'],
  ['--profiles FILE', 'JSON as in the setting thinktree.endpoints; else THINKTREE_PROFILES'],
  ['--base-url URL', 'without a profile: such as http://127.0.0.1:8000/v1; else THINKTREE_BASE_URL'],
  ['--model NAME', 'else THINKTREE_MODEL'],
  ['--server NAME', 'what kind of server it is, such as vllm: what else it is told, and how it goes on'],
  [
    '--key-env NAME',
    "the environment variable that holds the key; else THINKTREE_API_KEY, else no key; a profile's secret header such as X-Team is taken from THINKTREE_HEADER_X_TEAM",
  ],
  ['--key-openly', 'sends a key to another machine unencrypted, by http://'],
]

type Named = Readonly<Partial<Record<Exclude<keyof typeof endpointOptions, 'key-openly'>, string>>> & {
  readonly 'key-openly'?: boolean
}

/** The endpoint that the options name; `usual` is the model where nobody says another. */
export async function accessOf(values: Named, io: Io, usual = ''): Promise<Access> {
  const written = await profileOf(values, io, usual)
  const profile = { ...written, headers: { ...written.headers, ...secretHeadersOf(written, io) } }
  const access = { profile, key: profile.authorization === 'none' ? null : keyOf(values['key-env'], io) }
  const origin = originOf(profile)
  if (values['key-openly'] !== true && travelsOpenly(origin) && carriesSecret(access))
    throw new Complaint(
      `Nothing was sent: the key for ${origin} would travel unencrypted. --key-openly sends it all the same.`,
    )
  return access
}

async function profileOf(values: Named, io: Io, usual: string): Promise<Profile> {
  if (values.profile === undefined) {
    return createProfile(
      {
        name: 'terminal',
        baseUrl: baseUrlOf(values['base-url'] ?? io.env['THINKTREE_BASE_URL'] ?? ''),
        model: modelOf(values.model ?? io.env['THINKTREE_MODEL'] ?? usual),
      },
      values.server === undefined ? 'other' : oneOf(values.server, serverNames, '--server'),
    )
  }
  if (values.server !== undefined)
    throw new Complaint('Give --profile or --server, not both: a profile says its server.')
  if (values['base-url'] !== undefined) throw new Complaint('Give --profile or --base-url, not both.')
  return profileNamed(values.profile, values.model, values.profiles ?? io.env['THINKTREE_PROFILES'] ?? '', io)
}

function baseUrlOf(text: string): string {
  if (text === '') throw new Complaint('Name an endpoint with --base-url, such as http://127.0.0.1:8000/v1.')
  const base = normaliseBaseUrl(text)
  if ('problem' in base) throw new Complaint(base.problem)
  return base.url
}

function modelOf(name: string): string {
  if (name === '') throw new Complaint('Name a model with --model.')
  return name
}

function secretHeadersOf({ name, secretHeaders }: Profile, { env }: Io): Readonly<Record<string, string>> {
  return Object.fromEntries(
    secretHeaders.map((header) => {
      const variable = `THINKTREE_HEADER_${header.toUpperCase().replaceAll('-', '_')}`
      const value = env[variable] ?? ''
      if (value === '')
        throw new Complaint(`The profile “${name}” wants the header ${header}: set ${variable} to its value.`)
      return [header, value]
    }),
  )
}

function keyOf(name: string | undefined, { env }: Io): string | null {
  const key = env[name ?? 'THINKTREE_API_KEY'] ?? ''
  if (name !== undefined && key === '') throw new Complaint(`The environment variable ${name} is not set.`)
  return key === '' ? null : key
}
