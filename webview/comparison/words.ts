import { counted } from '../../src/base/counted.ts'
import { inLanguage } from '../words.ts'

export const english = {
  tree: 'Steps of both, side by side',
  bar: 'What differs',
  counts: (gone: number, added: number, changed: number) =>
    `${counted(gone, 'step', 'steps')} gone, ${added} added, ${changed} changed`,
  same: 'The two are the same',
  kept: (percent: number) => `the right has ${percent} % of the left line`,
  keptHint:
    'By the words of statements that say the same, wherever they stand. With a teacher on the left and its student on the right: what the student kept.',
  sameAnswer: 'the same answer',
  sameAnswerOtherWay: 'the same answer by another way',
  otherAnswer: 'another answer',
  next: 'Next Difference',
  previous: 'Previous Difference',
  parting: 'Go to Where They Part',
  onlyDifferences: 'Show Only Differences',
  texts: 'Compare the Texts',
  open: (name: string) => `Open ${name} as a Tree`,
  marks: { same: 'the same', changed: 'changed', gone: 'only on the left', added: 'only on the right' },
  inside: 'differences inside',
  otherKind: (before: string, after: string) => `was ${before}, is ${after}`,
  part: 'they part here',
  elsewhere: 'said at another place on the other side',
  goElsewhere: 'Go There',
  answer: 'Explanation',
  noQuestion: 'no question',
  noAnswer: 'no explanation',
  nothing: 'Nothing here.',
  details: 'The two in full',
  waiting: 'Comparing…',
}

export const chinese: typeof english = {
  tree: '两侧的步骤，并排显示',
  bar: '差异',
  counts: (gone, added, changed) => `删除 ${gone} 步，新增 ${added} 步，更改 ${changed} 步`,
  same: '两者相同',
  kept: (percent) => `右侧保留了左侧思路的 ${percent} %`,
  keptHint: '按含义相同的语句的词数计算，不论位置。左为教师、右为学生时，即学生保留了多少。',
  sameAnswer: '答案相同',
  sameAnswerOtherWay: '殊途同归：答案相同',
  otherAnswer: '答案不同',
  next: '下一个差异',
  previous: '上一个差异',
  parting: '转到分岔处',
  onlyDifferences: '仅显示差异',
  texts: '比较文本',
  open: (name) => `以树形式打开 ${name}`,
  marks: { same: '相同', changed: '已更改', gone: '仅在左侧', added: '仅在右侧' },
  inside: '内部有差异',
  otherKind: (before, after) => `原为${before}，现为${after}`,
  part: '从此处分岔',
  elsewhere: '另一侧在别处说了同样的话',
  goElsewhere: '转到该处',
  answer: '解释',
  noQuestion: '没有问题',
  noAnswer: '没有解释',
  nothing: '此处为空。',
  details: '两侧全文',
  waiting: '正在比较…',
}

/** What the page that compares says, beside what all pages say. */
export const said = inLanguage({ en: english, 'zh-cn': chinese })
