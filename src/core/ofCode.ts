import { isWide } from './characters.ts'
import { isComment } from './codeLine.ts'
import type { Statement } from './statement.ts'
import { marks, says, tableOf } from './words.ts'

/** Whether a statement speaks of code: by something written as code (`named`), or by a word of the trade. */
export function isOfCode(statement: Statement, named: boolean): boolean {
  const { text, form, said } = statement
  if (named || says(said, trade)) return true
  if (form === 'heading' && isComment(text)) return true
  return isWide(text.charCodeAt(0)) && ofCodeWide.test(text.slice(0, seen))
}

/**
 * Whether something stands in it that is written as code: in backticks, a name_like_this, a nameLikeThis or
 * `one.like(this)`, what is called() or `./a/path.ext`.
 */
export function namesCode({ text, form, said }: Statement): boolean {
  if (form === 'code' || (said.marks & (marks.tick | marks.camel)) !== 0) return true
  const start = text.slice(0, seen)
  if ((said.marks & marks.equals) !== 0 && /[a-z_]\w*\.[A-Za-z_]\w+ ?[(=]/.test(start)) return true
  if ((said.marks & marks.underscore) !== 0 && /\b[A-Za-z]{2,}_[A-Za-z]{2}/.test(start)) return true
  if (start.includes('()')) return true
  return start.includes('/') && /(?:^|['"\s(])\.{0,2}\/[\w-]*(?:\/|\.)[A-Za-z]/.test(start)
}

const trade = tableOf(
  'code constructor api server sql null json python typescript javascript loop loops dataframe library import array arrays returns string strings dict dictionary algorithm substring substrings subarray pointer pointers boolean bool recursive recursion compile async handler database query cache callback module bug config input output inputs outputs indices tuple tuples iterate iterates hash hashmap queue pseudocode implement implementation regex parser syntax print sorted len stdin stdout runtime timestamp workflow refactor refactored refactoring middleware script scripts html css frontend backend codebase snippet struct enum http url file files docker yaml pytest js jsx ts tsx cpp rust golang tailwind django flask kubernetes mongodb redis postgres mysql linux cuda pid ipc tcp cli dom malloc nullptr mutex app elif',
)

const ofCodeWide = /代码|数组|循环|字符串|接口|调用|编译|指针|递归|线程/

/** Of a statement's text. */
const seen = 400
