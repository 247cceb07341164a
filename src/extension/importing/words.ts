import { l10n } from 'vscode'
import type { ImportProblem } from '../../import/conversation.ts'
import type { Form } from '../../import/form.ts'

/** What `formName` says, in the user's language. */
export function formWords({ kind, server }: Form): string {
  return server === '' ? kindWords(kind) : `${kindWords(kind)} (${server})`
}

function kindWords(kind: Form['kind']): string {
  switch (kind) {
    case 'document':
      return l10n.t('a .think document')
    case 'text':
      return l10n.t('text with a think block')
    case 'transcript':
      return l10n.t('a transcript')
    case 'stream':
      return l10n.t('a recorded stream')
    case 'response':
      return l10n.t('a response')
    case 'log':
      return l10n.t('requests and responses')
    case 'messages':
      return l10n.t('messages')
    case 'sharegpt':
      return l10n.t('ShareGPT conversations')
    case 'pairs':
      return l10n.t('questions and answers')
    case 'steps':
      return l10n.t('judged steps')
  }
}

/** What `problemSentence` says, in the user's language. */
export function problemWords({ kind, values: [value = ''] }: ImportProblem): string {
  switch (kind) {
    case 'notJson':
      return l10n.t('This is not JSON.')
    case 'cut':
      return l10n.t('It ends in the middle; what is there was read.')
    case 'unknown':
      return l10n.t('This is no conversation that is known.')
    case 'unanswered':
      return l10n.t('The last question has no answer.')
    case 'noText':
      return l10n.t('A reply without any text.')
    case 'error':
      return l10n.t('The server answered with an error: {0}', value)
    case 'har':
      return l10n.t('No request in this HAR file asks a model for a chat completion and has its answer.')
    case 'empty':
      return l10n.t('There is no text.')
    case 'nothing':
      return l10n.t(
        'There is no think block here, and none of the forms that are known: recorded streams, responses, logs of requests, messages.',
      )
    case 'many':
      return l10n.t('Only the first {0} conversations are read.', value)
    case 'long':
      return l10n.t(
        'It is longer than {0} million characters without an end of its JSON or text; lines of JSON have no such limit.',
        value,
      )
  }
}
