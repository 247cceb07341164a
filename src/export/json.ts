import type { Example } from './example.ts'

/** All that is known of the traces, for programs: texts, steps, reviews, how it was asked. */
export function tracesJson(examples: readonly Example[]): string {
  return `${JSON.stringify({ format: 1, traces: examples.map(traceFields) }, null, 2)}\n`
}

function traceFields({ head, state, outline, units, ...example }: Example): object {
  const { source, turn, question, history, reasoning, answer, hidden, verdict, reviews, expected } = example
  const { title, model, endpoint, asked, context, sampling, usage, times } = head
  return {
    source,
    turn,
    title: title || undefined,
    question,
    history: history.length > 0 ? history : undefined,
    model: model || undefined,
    endpoint: endpoint || undefined,
    asked: asked || undefined,
    state: state.kind,
    why: state.kind === 'incomplete' ? state.why : undefined,
    context: context.length > 0 ? context : undefined,
    sampling: Object.keys(sampling).length > 0 ? sampling : undefined,
    usage: Object.keys(usage).length > 0 ? usage : undefined,
    seconds: times?.ended === undefined ? undefined : times.ended / 1000,
    hidden: hidden || undefined,
    reasoning,
    answer,
    expected,
    verdict,
    steps: outline.map(({ level, kind, depth, title: name, text, abandoned, revises }) => ({
      level,
      kind,
      depth,
      title: name,
      text: text || undefined,
      abandoned: abandoned || undefined,
      revises,
    })),
    judged: units.some((unit) => unit.verdict)
      ? units.map(({ text, verdict: word, firstWrong, corrected }) => ({
          text,
          verdict: word,
          firstWrong: firstWrong || undefined,
          corrected,
        }))
      : undefined,
    reviews:
      reviews.length > 0
        ? reviews.map(({ reviewer, verdict: word, reason, updated }) => ({
            reviewer,
            verdict: word,
            reason: reason || undefined,
            updated: updated || undefined,
          }))
        : undefined,
  }
}
