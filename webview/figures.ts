import { figuresOf, secondsOf, turnFigures } from '../src/core/figures.ts'
import type { Step } from '../src/core/step.ts'
import { wholeSpan } from '../src/core/text.ts'
import type { TurnValue } from '../src/core/turn.ts'
import { longestOf, type Facts } from './facts.ts'
import { createMeter, createRoughMeter } from './meter.ts'

/** Numbers of a turn as far as it has come. */
export interface Figures {
  readonly tokens: number
  readonly reasoningTokens: number
  readonly answerTokens: number
  readonly estimated: boolean
  readonly tokensPerSecond: number | undefined
  /** It is known when the thinking came. */
  readonly timed: boolean
  of(step: Step): StepFigures
}

export interface StepFigures {
  readonly tokens: number
  readonly seconds: number | undefined
  /** Its part of the thinking, from 0 to 1. */
  readonly part: number
  /** Its length beside the longest step of its level, from 0 to 1. */
  readonly share: number
}

/**
 * Figures of one turn, again and again as it grows. Where the server has not counted, the core's estimate is kept up
 * instead of made anew: it reads the whole text, and a page draws 60 times a second. `roughly` does not read it at all.
 */
export function createFigures(): (value: TurnValue, facts: Facts, roughly: boolean) => Figures {
  const meters = { reasoning: createMeter(), answer: createMeter() }
  const rough = { reasoning: createRoughMeter(), answer: createRoughMeter() }
  let last: { readonly value: TurnValue; readonly roughly: boolean; readonly figures: Figures } | undefined
  return (value, facts, roughly) => {
    if (last?.value !== value || last.roughly !== roughly)
      last = { value, roughly, figures: measure(value, facts, roughly ? rough : meters) }
    return last.figures
  }

  function measure(value: TurnValue, facts: Facts, { reasoning, answer }: typeof meters): Figures {
    const longest = longestOf(facts)
    const { usage, times } = value
    const counted = usage.completion !== undefined || Boolean(usage.reasoning)
    const reasoningTokens = counted
      ? figuresOf(wholeSpan(value.reasoning), value).tokens
      : reasoning.measure(value.reasoning)
    const tokens =
      usage.completion === undefined
        ? reasoningTokens + answer.measure(value.answer)
        : turnFigures(value, times.latest).tokens
    const seconds = times.firstText === undefined ? 0 : (times.latest - times.firstText) / 1000
    return {
      tokens,
      reasoningTokens,
      answerTokens: Math.max(0, tokens - reasoningTokens),
      estimated: usage.completion === undefined,
      tokensPerSecond: seconds > 0.5 && tokens > 0 ? tokens / seconds : undefined,
      timed: secondsOf(wholeSpan(value.reasoning), value).seconds !== undefined,
      of({ span, level }) {
        const length = span.to - span.from
        return {
          part: length / Math.max(1, value.reasoning.length),
          tokens: counted
            ? figuresOf(span, value).tokens
            : Math.round(reasoning.upTo(span.to) - reasoning.upTo(span.from)),
          seconds: secondsOf(span, value).seconds,
          share: length / Math.max(1, longest[level]),
        }
      },
    }
  }
}
