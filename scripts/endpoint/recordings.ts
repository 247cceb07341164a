import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { write, type Answer } from './answer.ts'

/** Names of the recorded streams of a folder: server-sent events or JSON a line. */
export async function recordingsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /\.(sse|jsonl|ndjson)$/.test(name)).sort()
}

/** A recording as it is in one piece, or cut at other byte boundaries, the same for the same seed. */
export async function replay(file: string, seed: number | undefined): Promise<Answer> {
  const bytes = await readFile(file)
  const pieces = seed === undefined ? [bytes] : recut(bytes, seed)
  return {
    status: 200,
    headers: { 'content-type': path.extname(file) === '.sse' ? 'text/event-stream' : 'application/x-ndjson' },
    steps: pieces.map((piece) => write(piece, 1)),
  }
}

/** Pieces from one byte to some thousand, small ones as often as large ones. */
export function recut(bytes: Uint8Array, seed: number): readonly Uint8Array[] {
  const random = createRandom(seed)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const size = Math.ceil(2 ** (random() * 12))
    pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return pieces
}

/** Numbers in [0, 1), the same for the same seed: a linear congruential generator. */
function createRandom(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
