/** Why a step was cut where it was and has its kind: the core says so in English, in few forms. */
export function reasonInChinese(why: string, kinds: Readonly<Record<string, string>>): string {
  const [, before, after] = /^(goes on|turns from \w+ to \w+): (.*)$/s.exec(why) ?? []
  if (before !== undefined && after !== undefined)
    return `${movement(before, kinds)}：${reasonInChinese(after, kinds)}`
  const [, form, quoted] = /^(.*?) (“.*”)$/s.exec(why) ?? []
  const around = form === undefined ? undefined : quoting[form]
  if (around !== undefined && quoted !== undefined) return around(quoted)
  return reasons[why] ?? why
}

function movement(words: string, kinds: Readonly<Record<string, string>>): string {
  const [, from = '', to = ''] = /^turns from (\w+) to (\w+)$/.exec(words) ?? []
  return from === '' ? '接着上文' : `由“${kinds[from] ?? from}”转为“${kinds[to] ?? to}”`
}

const quoting: Readonly<Record<string, (quoted: string) => string>> = {
  says: (quoted) => `出现${quoted}`,
  'says only': (quoted) => `只有${quoted}`,
  item: (quoted) => `条目${quoted}`,
  'leaves item': (quoted) => `离开条目${quoted}`,
  'a paragraph that begins with': (quoted) => `段落以${quoted}开头`,
  'turns with': (quoted) => `以${quoted}转折`,
}

const reasons: Readonly<Record<string, string>> = {
  'a plain statement': '普通陈述',
  'announces what follows': '预告下文',
  'a new paragraph': '新的段落',
  'speaks in general': '泛泛而谈',
  'goes on with what is known': '接着已知的内容',
  'looks at another way while checking': '检验时看另一条路',
  'thinks again after the answer': '得出回答后重新思考',
  'stops to try another way': '停下来尝试另一条路',
  'turns to checking': '转向检验',
  code: '代码',
  'stops to think again': '停下来重新思考',
  'goes back to work': '回到正题',
  'goes to work': '开始动手',
  'puts it together': '把结果合在一起',
  'sets about writing it': '着手编写',
  'a title': '小标题',
  'comes to another thing': '转到另一点',
  'says what it is': '自带名目',
  'turns to the answer': '转向回答',
  'the beginning': '开头',
  'a heading': '标题',
  'an item with parts': '带有子项的条目',
  'says what the code does': '说明代码的作用',
  'opens the reasoning': '推理的开头',
  'near the beginning': '接近开头',
  asks: '提问',
  'says what is given': '说明已知条件',
  'tries another way': '尝试另一条路',
  'another way': '另一条路',
  'a paragraph that takes a new turn': '转入新内容的段落',
  'lists what was given': '列出已知条件',
  'a formula': '公式',
  'a table': '表格',
  'the last word': '最后的话',
  'gives the answer': '给出回答',
  'looks back at what was asked': '回看所问',
  'the first of its phase': '该阶段的第一步',
  'goes on, so far': '仍在继续',
  computes: '计算',
  quotes: '引用',
  supposes: '假设',
}
