import { subjectOf } from '../../endpoint/context.ts'
import type { TurnHead, TurnId } from '../../protocol/webview.ts'
import type { Gathered } from '../context/gather.ts'
import type { Place } from '../editor/places.ts'

/** A question, and where it stands. */
export interface Question {
  readonly text: string
  readonly gathered: Gathered | null
  readonly follows: TurnId | null
  /** Tokens that it may have, where these are fewer than the settings say. */
  readonly atMost?: number
}

/** The same words about the same lines of the same file. */
export function isSameQuestion(one: Question, other: Question): boolean {
  return one.text === other.text && one.follows === other.follows && codeAsked(one) === codeAsked(other)
}

function codeAsked({ gathered }: Question): string {
  return `${gathered?.place.file?.toString()} ${subjectOf(gathered?.context ?? null)}`
}

/** What a turn was asked with. */
export interface Sent {
  readonly question: Question
  /** The request in full, for people. */
  readonly request: string
}

/** What the turns of this window were asked with. */
export class Questions {
  readonly #sent = new Map<TurnId, Sent>()

  get(turn: TurnId): Sent | undefined {
    return this.#sent.get(turn)
  }

  put(turn: TurnId, sent: Sent): void {
    this.#sent.set(turn, sent)
  }

  /** A turn of before can be gone on with. */
  remember(
    { id, question, follows }: TurnHead,
    { request, gathered }: Pick<Sent, 'request'> & Pick<Question, 'gathered'>,
  ): void {
    this.put(id, { request, question: { text: question, gathered, follows } })
  }

  /** It was sent again, in another way. */
  sentAgain(turn: TurnId, request: string): void {
    const before = this.get(turn)
    if (before) this.put(turn, { ...before, request })
  }

  forget(turn: TurnId): void {
    this.#sent.delete(turn)
  }

  /** A question that goes on with a turn, about the same code. */
  followUp(turn: TurnId, text: string): Question {
    return { text, gathered: this.get(turn)?.question.gathered ?? null, follows: turn }
  }

  /** Where the code stands that a turn was asked about. */
  placeOf(turn: TurnId): Place | undefined {
    const gathered = this.get(turn)?.question.gathered
    return gathered ? { ...gathered.place, text: gathered.context.text } : undefined
  }
}
