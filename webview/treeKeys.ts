import { at, foldOf, hasChildren, type Outline, type Sifted } from './outline.ts'

/** What a key asks of the tree; indexes are those of the steps. */
export type TreeMove =
  | { readonly type: 'go'; readonly index: number }
  | { readonly type: 'open'; readonly indexes: readonly number[] }
  | { readonly type: 'close'; readonly index: number }

export interface TreePlace {
  readonly tree: Outline
  readonly folds: Sifted
  readonly rows: readonly number[]
  /** The active row. */
  readonly row: number
  /** Rows that fit on the screen. */
  readonly page: number
}

/** The keys of the ARIA tree pattern; `undefined` for all others. */
export function treeMove(key: string, { tree, folds, rows, row, page }: TreePlace): TreeMove | undefined {
  const index = rows[row]
  if (index === undefined) return undefined
  const to = (next: number): TreeMove | undefined => {
    const there = rows[Math.max(0, Math.min(rows.length - 1, next))]
    return there === undefined ? undefined : { type: 'go', index: there }
  }
  const parental = hasChildren(tree, index)
  const fold = parental ? foldOf(tree, folds, index) : 'closed'
  switch (key) {
    case 'ArrowDown':
      return to(row + 1)
    case 'ArrowUp':
      return to(row - 1)
    case 'PageDown':
      return to(row + page)
    case 'PageUp':
      return to(row - page)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'ArrowRight':
      if (fold === 'full') return to(row + 1)
      return parental ? { type: 'open', indexes: [index] } : undefined
    case 'ArrowLeft': {
      if (fold !== 'closed') return { type: 'close', index }
      const above = at(tree.parent, index)
      return above >= 0 ? { type: 'go', index: above } : undefined
    }
    case 'Enter':
    case ' ':
      if (!parental) return undefined
      return fold === 'full' ? { type: 'close', index } : { type: 'open', indexes: [index] }
    case '*':
      return { type: 'open', indexes: siblingsOf(tree, index).filter((one) => hasChildren(tree, one)) }
    default:
      return undefined
  }
}

/** The next row after `row`, round about, whose title begins with what was typed. */
export function typeAhead(
  typed: string,
  { rows, row }: TreePlace,
  titleOf: (index: number) => string,
): number | undefined {
  const wanted = typed.toLocaleLowerCase()
  // A second letter goes on with the same search, so the row itself counts.
  const from = typed.length > 1 ? row : row + 1
  for (let offset = 0; offset < rows.length; offset++) {
    const index = rows[(from + offset) % rows.length]
    if (index !== undefined && plain(titleOf(index)).startsWith(wanted)) return index
  }
  return undefined
}

/** From the first letter or digit on: signs are no keys of the tree. */
function plain(title: string): string {
  return title.replace(/^[^\p{L}\p{N}]+/u, '').toLocaleLowerCase()
}

function siblingsOf(tree: Outline, index: number): readonly number[] {
  const holder = at(tree.parent, index)
  const last = holder < 0 ? tree.steps.length : at(tree.end, holder)
  const siblings: number[] = []
  for (let one = holder + 1; one < last; one = at(tree.end, one)) siblings.push(one)
  return siblings
}
