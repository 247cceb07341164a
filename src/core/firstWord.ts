/** In small letters and with straight apostrophes; nothing when none begins the text after its markup. */
export function firstWord(text: string): string {
  const most = Math.min(text.length, 40)
  let from = 0
  while (from < most && standsBeforeWord(text.charCodeAt(from))) from++
  let to = from
  let curly = false
  for (; to < most; to++) {
    const code = text.charCodeAt(to)
    if (code === 0x2019) curly = true // ’
    else if (code !== 39 && !isLatin(code)) break // '
  }
  const word = text.slice(from, to).toLowerCase()
  return curly ? word.replaceAll('’', "'") : word
}

function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}

/** White space and markup. */
function standsBeforeWord(code: number): boolean {
  return !isLatin(code) && /[\s*_#>"“(-]/.test(String.fromCharCode(code))
}

/** Whether a Chinese text begins with a word that takes a new turn. */
export function startsWide(text: string): boolean {
  return goingWide.test(text.trimStart().slice(0, 4))
}

const goingWide =
  /^(?:等|但|不过|或者|另外|现在|首先|让我|我们|接下来|嗯|然后|其次|再|最后|那么|如果|题目|用户)/
