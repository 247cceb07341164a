import { l10n } from 'vscode'
import { findWays, waysSet, type Ways } from '../endpoint/continuing/findWays.ts'
import type { Access } from '../endpoint/openai.ts'
import { probe, type Findings } from '../endpoint/probe.ts'
import { completionsUrl, type Profile } from '../endpoint/profile.ts'
import type { Failure } from '../base/failure.ts'
import { unlessCancelled } from './busy.ts'
import type { Continuing } from './continuing.ts'

/**
 * Asks an endpoint tiny questions, and says what they showed; how it goes on with what was cut is kept. Undefined where
 * nobody wanted to wait for that.
 */
export async function tryEndpoint(
  access: Access,
  continuing: Continuing,
): Promise<{ readonly findings: string } | { readonly failure: Failure } | undefined> {
  const { profile } = access
  const title = l10n.t('Asking {0} how much is 2 + 3…', profile.model)
  const tried = await unlessCancelled(title, (signal, tell) =>
    probe(access, signal, ({ message }) => tell(message)),
  )
  if (!tried || 'failure' in tried) return tried
  const ways = await waysOf(access)
  if (!ways || 'failure' in ways) return ways
  if (!waysSet(profile)) await continuing.keep(profile, ways.ways)
  return { findings: wordsFor(tried.findings, ways.ways, profile) }
}

async function waysOf(
  access: Access,
): Promise<{ readonly ways: Ways } | { readonly failure: Failure } | undefined> {
  const set = waysSet(access.profile)
  if (set) return { ways: set }
  const title = l10n.t('Trying whether {0} can go on with an answer that was cut off…', access.profile.model)
  return unlessCancelled(title, async (signal) => {
    const finding = findWays(access, signal)
    for (;;) {
      const { done, value } = await finding.next()
      if (done) return value
    }
  })
}

function wordsFor({ thinking, usage, logprobs, firstText }: Findings, ways: Ways, profile: Profile): string {
  const forms: Readonly<Record<Findings['thinking'], string>> = {
    field: l10n.t('Thinking comes in a field of its own.'),
    inline: l10n.t('Thinking comes in the text, between tags.'),
    implicit: l10n.t('Thinking comes in the text and ends with a tag; the opening one is in the prompt.'),
    hidden: l10n.t('It thinks, but withholds the text.'),
    none: l10n.t('No thinking was seen for so small a question.'),
  }
  const counts =
    usage.completion === undefined
      ? l10n.t('It does not count tokens; they are estimated.')
      : usage.reasoning === undefined
        ? l10n.t('It counts tokens.')
        : l10n.t('It counts tokens, and those of thinking separately.')
  return [
    l10n.t('Questions go to {0}', completionsUrl(profile)),
    forms[thinking],
    counts,
    logprobs ? l10n.t('It gives probabilities of tokens.') : l10n.t('It gives no probabilities of tokens.'),
    wordsForWays(ways),
    l10n.t('The first word came after {0} s.', firstText.toFixed(1)),
  ].join('\n')
}

function wordsForWays({ reasoning, answer }: Ways): string {
  if (reasoning !== null && answer !== null)
    return reasoning === answer
      ? l10n.t('What was cut off can go on from there ({0}).', answer)
      : l10n.t('What was cut off can go on from there ({0}; in the answer {1}).', reasoning, answer)
  if (reasoning !== null)
    return l10n.t('Thinking that was cut off can go on from there ({0}); an answer cannot.', reasoning)
  if (answer !== null)
    return l10n.t('An answer that was cut off can go on from there ({0}); thinking cannot.', answer)
  return l10n.t('What was cut off cannot go on from there; you can ask again.')
}
