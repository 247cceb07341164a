import { entryOf } from './entryOf.ts'
import { mayBeTexAt, texAt } from './tex.ts'

/** A line with its formulas as one writes them without TeX: `$x_1 \le \frac{n}{2}$` becomes x₁ ≤ n/2. */
export function plainTex(line: string): string {
  if (!/[$\\]/.test(line)) return line
  let plain = ''
  let at = 0
  for (let next = nextAt(line, 0); next >= 0; next = nextAt(line, at)) {
    const rest = line.slice(next)
    // A title may end within its formula.
    const found = texAt(rest) ?? cutOff(rest)
    const length = found?.raw.length ?? 1
    plain += line.slice(at, next) + (found ? spoken(found.text) || '…' : rest.slice(0, 1))
    at = next + length
  }
  return plain + line.slice(at)
}

function nextAt(line: string, from: number): number {
  const found = mayBeTexAt(line.slice(from))
  return found < 0 ? found : from + found
}

function cutOff(rest: string): { readonly raw: string; readonly text: string } | undefined {
  if (rest.startsWith('\\boxed{')) return { raw: rest, text: closed(rest) }
  return /^(?:\\[([]|\$\$)/.test(rest) ? { raw: rest, text: closed(rest.slice(2)) } : undefined
}

/** With the braces that its end has left open. */
function closed(tex: string): string {
  let open = 0
  for (const [brace] of tex.matchAll(/\\.|[{}]/g)) {
    if (brace === '{') open++
    else if (brace === '}') open--
  }
  return tex + '}'.repeat(Math.max(0, open))
}

/** What is nested deeper is for no line. */
const deepest = 5

function spoken(tex: string): string {
  let plain = tex
    .replace(/\\begin\{array\}\{[^{}]*\}|\\(?:begin|end)\{[^{}]*\}/g, ' ')
    .trim()
    .replace(/\\\\$/, '')
    .replace(/ ?\\\\(?:\[[^\]]{0,12}\])?/g, '; ')
    .replace(/\\(?:left|right|[bB]igg?[lr]?|displaystyle|limits|mathstrut)(?![A-Za-z])\s*\.?/g, '')
    .replace(/\\(?:[,;:! ]|q?quad(?![A-Za-z]))|~/g, ' ')
    .replace(/\\[dtc]?frac\s*(\d)\s*(\d)/g, '$1/$2')
    .replace(/[&\n]/g, ' ')
  // From the inside out: what is in braces may hold others.
  for (let depth = 0; depth < deepest; depth++) {
    plain = plain
      .replace(/\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, (_, over: string, under: string) => {
        return `${grouped(over)}/${grouped(under)}`
      })
      .replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, root: string) => `√${grouped(root)}`)
      .replace(/([\^_])\s*\{([^{}]*)\}/g, (_, mark: string, script: string) => raised(mark, script))
      .replace(/\\(?!(?:[dtc]?frac|sqrt)(?![A-Za-z]))[A-Za-z]+\s*\{([^{}]*)\}/g, '$1')
  }
  return (
    plain
      .replace(/([\^_])\s*(\\[A-Za-z]+|[^\s\\{}()])/g, (_, mark: string, script: string) =>
        raised(mark, script),
      )
      // The title ends within its numerator.
      .replace(/\\[dtc]?frac(?![A-Za-z])/g, '')
      .replace(/\\([A-Za-z]+)/g, (_, name: string) => entryOf(symbols, name) ?? name)
      .replace(/\\?[{}]/g, (brace) => (brace.length === 2 ? brace.slice(1) : ''))
      .replace(/\\([%#&_$|])/g, '$1')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

/** In brackets where it is more than one term. */
function grouped(term: string): string {
  const bare = term.trim()
  return /^[\w.,]*$|^\\[A-Za-z]+$|^\(.*\)$/.test(bare) ? bare : `(${bare})`
}

function raised(mark: string, script: string): string {
  const bare = script.trim()
  if (mark === '^' && /^\\(?:circ|prime)$/.test(bare)) return bare === '\\circ' ? '°' : '′'
  const table = mark === '^' ? superscripts : subscripts
  const small = Array.from(bare, (letter) => table[letter])
  if (small.every((letter) => letter !== undefined)) return small.join('')
  return mark + grouped(bare)
}

const superscripts = tableOf('0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ')
const subscripts = tableOf('0123456789+-=()aeijknx', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₖₙₓ')

function tableOf(from: string, to: string): Readonly<Record<string, string>> {
  const letters = Array.from(to)
  return Object.fromEntries(Array.from(from, (letter, index) => [letter, letters[index] ?? letter]))
}

const symbols: Readonly<Record<string, string>> = {
  ...tableOfWords(
    'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω',
  ),
  ...tableOfWords(
    'times × cdot · div ÷ pm ± mp ∓ ast * sum ∑ prod ∏ int ∫ partial ∂ nabla ∇ infty ∞ sqrt √ circ ∘ prime ′',
  ),
  ...tableOfWords(
    'le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ propto ∝ ll ≪ gg ≫ mid | nmid ∤ to → rightarrow → leftarrow ← Rightarrow ⇒ implies ⇒ iff ⇔ mapsto ↦',
  ),
  ...tableOfWords(
    'in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ land ∧ lor ∨ wedge ∧ vee ∨ oplus ⊕ angle ∠ triangle △ perp ⊥ parallel ∥ degree °',
  ),
  ...tableOfWords(
    'ldots … cdots ⋯ dots … lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ lvert | rvert | vert |',
  ),
}

function tableOfWords(pairs: string): Readonly<Record<string, string>> {
  const words = pairs.split(' ')
  return Object.fromEntries(
    words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? word]] : [])),
  )
}
