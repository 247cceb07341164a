import type { SampleState } from '../../src/protocol/samples.ts'
import { language } from '../words.ts'

export const english = {
  waiting: 'Loading…',
  table: 'Samples',
  choose: (name: string) => `Choose ${name} to compare`,
  compare: 'Compare Two Side by Side',
  stop: 'Stop',
  expected: 'Right answer',
  expectedHint: 'what is right, if you know it',
  columns: {
    sample: 'Sample',
    answer: 'Answer',
    group: 'Group',
    correct: 'Right',
    reward: 'Reward',
    advantage: 'Advantage',
    tokens: 'Tokens',
    seconds: 'Seconds',
    cost: 'Price',
  },
  rewardHint: '1 for the right answer, where it is known, and 1 for TRL’s format',
  advantageHint:
    'GRPO: distance from the mean of the group, by its standard deviation (n − 1) plus 0.0001, as TRL has it',
  states: {
    queued: 'queued',
    waiting: 'waiting',
    thinking: 'thinking',
    answering: 'answering',
    done: 'done',
    stopped: 'stopped',
    incomplete: 'incomplete',
    failed: 'failed',
  } satisfies Record<SampleState, string>,
  problem: (state: string, why: string) => `${state}: ${why}`,
  right: 'right',
  wrong: 'wrong',
  open: (name: string) => `Open ${name} as a Tree`,
  most: (answer: string, count: number, all: number) => `Most say ${answer} (${count} of ${all})`,
  none: 'No sample states an answer',
  correctOf: (count: number, all: number) => `${count} of ${all} right`,
}

export type SamplesWords = typeof english

export const chinese: SamplesWords = {
  waiting: '正在加载…',
  table: '样本',
  choose: (name) => `选择 ${name} 以比较`,
  compare: '并排比较两个',
  stop: '停止',
  expected: '正确答案',
  expectedHint: '若已知，在此填写',
  columns: {
    sample: '样本',
    answer: '答案',
    group: '组',
    correct: '正误',
    reward: '奖励',
    advantage: '优势',
    tokens: 'Token 数',
    seconds: '秒',
    cost: '价格',
  },
  rewardHint: '答案正确（若已知）得 1，符合 TRL 的格式得 1',
  advantageHint: 'GRPO：与组平均值之差，除以标准差（n − 1）加 0.0001，与 TRL 相同',
  states: {
    queued: '排队中',
    waiting: '等待中',
    thinking: '思考中',
    answering: '回答中',
    done: '完成',
    stopped: '已停止',
    incomplete: '不完整',
    failed: '失败',
  },
  problem: (state, why) => `${state}：${why}`,
  right: '正确',
  wrong: '错误',
  open: (name) => `以树形式打开 ${name}`,
  most: (answer, count, all) => `多数答案为 ${answer}（${all} 个中有 ${count} 个）`,
  none: '尚无明确的答案',
  correctOf: (count, all) => `${all} 个中 ${count} 个正确`,
}

/** What the page of samples says. */
export const said: SamplesWords = language === 'zh-cn' ? chinese : english
