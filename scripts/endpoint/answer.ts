/** What the sample endpoint sends back: a value, played by the server. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

export type Step =
  /** One write. `tokens` is what it counts for at a given speed. */
  | { readonly kind: 'write'; readonly bytes: string | Uint8Array; readonly tokens: number }
  /** Nothing more, and no end either; as the first step, not even headers. */
  | { readonly kind: 'silence' }
  /** The connection is torn down. */
  | { readonly kind: 'reset' }
  /** Nothing for a while, in milliseconds. */
  | { readonly kind: 'pause'; readonly for: number }
  /** The headers go out before the first write does. */
  | { readonly kind: 'headers' }

export function write(bytes: string | Uint8Array, tokens = 0): Step {
  return { kind: 'write', bytes, tokens }
}

export function sse(value: unknown): string {
  return `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    steps: [write(JSON.stringify(value))],
  }
}

export function eventStream(steps: readonly Step[]): Answer {
  return { status: 200, headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }, steps }
}
