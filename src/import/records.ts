import { isRecord, listOf, recordOf, textOf, type Fields } from '../base/json.ts'
import { chunkOf } from './chunks.ts'
import { chatIn } from './chats.ts'
import type { Sink } from './conversation.ts'
import { conversationOf, noQuestion, type Exchange } from './exchange.ts'
import type { FormKind } from './form.ts'
import { knownIn } from './inner.ts'
import { judgedStepsIn, labelIn, reviewText, type Judged } from './judged.ts'
import { answered, answersIn, pairsIn } from './pairs.ts'
import { isMessages, requestOf, talkOf, type Talk } from './question.ts'
import { createReplies } from './replies.ts'
import { transferIn, transfersInHar, type Transfer } from './transfers.ts'
import type { Found } from './values.ts'

/** Reads values of a file, one after another. */
export interface Records {
  read(found: Found): void
  end(): void
}

export function createRecords(sink: Sink): Records {
  const replies = createReplies(sink)
  let waiting: { readonly talk: Talk; readonly line: number } | undefined // that no reply has followed

  return { read, end: settle }

  function read(found: Found) {
    switch (found.kind) {
      case 'done':
        return replies.done()
      case 'stray':
        return sink.problem(found.line, 'notJson')
      case 'value':
        if (found.mended) sink.problem(found.line, 'cut')
        return readValue(found.value, found.line, found.named)
    }
  }

  function readValue(value: unknown, line: number, named = ''): void {
    if (isMessages(value)) return readTalk(value, line, 'messages')
    if (Array.isArray(value)) return listOf(value).forEach((each) => readValue(each, line))
    if (!isRecord(value)) return sink.problem(line, 'unknown')
    if (isRecord(value['log']) && Array.isArray(value['log']['entries'])) return readHar(value['log'], line)
    if (isExport(value)) return listOf(value['traces']).forEach((each) => readValue(each, line))
    const chunk = chunkOf(value)
    if (chunk || named === 'error') {
      waiting = undefined
      return replies.chunk(line, named, chunk ?? value)
    }
    const transfer = transferIn(value)
    return transfer ? readTransfer(transfer, line) : readConversation(value, line)
  }

  function readHar(log: Fields, line: number) {
    const transfers = transfersInHar(log)
    if (transfers.length === 0) return sink.problem(line, 'har')
    for (const transfer of transfers) readTransfer(transfer, line)
  }

  function readTransfer({ talk, reply }: Transfer, line: number) {
    settle()
    if (talk) replies.ask(talk, line)
    for (const part of reply) {
      if (part.kind === 'done') replies.done()
      else replies.chunk(line, part.named, part.chunk)
    }
    replies.end()
  }

  function readConversation(record: Fields, line: number) {
    const value = chatIn(record) ?? record
    const list = [value['messages'], value['conversations'], value['conversation']].find(isMessages)
    if (list) return readMessages(value, list, line)
    const talks = [value['chosen'], value['rejected']]
    if (value['prompt'] === undefined && talks.every(isTalk))
      return talks.forEach((talk) => readTalk(talk, line, 'messages'))
    const steps = judgedStepsIn(value)
    if (steps) return give([steps.exchanges], line, 'steps', steps.judged)
    const pairs = pairsIn(value)
    if (pairs?.length === 0) return sink.problem(line, 'unanswered')
    if (pairs) return give(pairs, line, 'pairs', labelIn(value))
    const asks = typeof value['prompt'] === 'string' ? requestOf(value) : undefined
    if (asks) return awaitReply(asks, line)
    const inner = knownIn(value)
    if (inner.length === 0) return sink.problem(line, 'unknown')
    for (const each of inner) readValue(each, line)
  }

  function readMessages(value: Fields, list: readonly unknown[], line: number) {
    const kind = 'from' in recordOf(list[0]) ? 'sharegpt' : 'messages'
    const base = { ...noQuestion, system: textOf(value['system']), model: textOf(value['model']) }
    if (value['chosen'] !== undefined) return give(answered(talkOf(list, base), answersIn(value)), line, kind)
    const asks = talkOf(list).open && requestOf({ ...value, messages: list })
    return asks ? awaitReply(asks, line) : readTalk(list, line, kind, base, labelIn(value))
  }

  function readTalk(
    list: readonly unknown[],
    line: number,
    kind: FormKind,
    base = noQuestion,
    judged?: Judged,
  ) {
    const { exchanges, open } = talkOf(list, base)
    give(exchanges.length > 0 ? [exchanges] : [], line, kind, judged)
    if (open) sink.problem(line, 'unanswered')
  }

  function give(
    conversations: readonly (readonly Exchange[])[],
    line: number,
    kind: FormKind,
    judged?: Judged,
  ) {
    settle()
    for (const exchanges of conversations) {
      const conversation = conversationOf(line, { kind, server: '' }, exchanges)
      sink.found({
        ...conversation,
        ...(judged && { review: () => reviewText(conversation.document(), judged) }),
      })
    }
  }

  /** Only a question: the reply may stand on the lines below. */
  function awaitReply(talk: Talk, line: number) {
    settle()
    waiting = { talk, line }
    replies.ask(talk, line)
  }

  /** What is under way has all that it will have. */
  function settle() {
    replies.end()
    if (!waiting) return
    const { talk, line } = waiting
    waiting = undefined
    replies.forget()
    if (talk.exchanges.length > 0)
      sink.found(conversationOf(line, { kind: 'messages', server: '' }, talk.exchanges))
    sink.problem(line, 'unanswered')
  }
}

/** A whole conversation: question and answer. */
function isTalk(value: unknown): value is readonly unknown[] {
  return isMessages(value) && talkOf(value).exchanges.some(({ question }) => question.text !== '')
}

/** What ThinkTree itself exports as JSON. */
function isExport({ format, traces }: Fields): boolean {
  return format === 1 && Array.isArray(traces)
}
