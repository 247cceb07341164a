import { inLanguage } from '../words.ts'

export const english = {
  title: 'Answers side by side',
  close: 'Close (Esc)',
  copy: 'Copy this answer',
  show: 'Show this way',
  seconds: 'From its first word to its last',
  says: (answer: string) => `says ${answer}`,
  like: (others: string) => `the same as ${others}`,
  most: (answer: string, count: number, all: number) => `${count} of ${all} say ${answer}`,
  alike: (count: number, all: number) => `${count} of ${all} are the same, word for word`,
  differ: 'No two say the same',
  noneStated: 'None states an answer in short, and no two are the same word for word',
  noAnswer: 'Nothing yet.',
  columns: 'Left and right arrow: to the answer beside',
}

export const chinese: typeof english = {
  title: '并排的回答',
  close: '关闭 (Esc)',
  copy: '复制此回答',
  show: '显示此路径',
  seconds: '从第一个词到最后一个词',
  says: (answer) => `答案为 ${answer}`,
  like: (others) => `与 ${others} 相同`,
  most: (answer, count, all) => `${all} 个中有 ${count} 个答案为 ${answer}`,
  alike: (count, all) => `${all} 个中有 ${count} 个逐字相同`,
  differ: '没有两个答案相同',
  noneStated: '均未简短给出答案，也没有两个逐字相同',
  noAnswer: '尚无内容。',
  columns: '左右方向键：到旁边的回答',
}

export const said = inLanguage({ en: english, 'zh-cn': chinese })
