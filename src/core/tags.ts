import type { TagPair } from './lexicon.ts'
import type { SplitOptions } from './splitter.ts'

/** What the models of the DeepSeek-R1 family and most others write; on where nothing else is set. */
export const defaultTags: readonly TagPair[] = [{ open: '<think>', close: '</think>' }]

/** Other pairs that models are known to write, to choose from. */
export const otherTags: readonly TagPair[] = [
  { open: '<thinking>', close: '</thinking>' },
  { open: '<thought>', close: '</thought>' },
  { open: '[THINK]', close: '[/THINK]' },
  { open: '<seed:think>', close: '</seed:think>' },
  { open: '<mm:think>', close: '</mm:think>' },
  { open: '◁think▷', close: '◁/think▷' },
  { open: '<|START_THINKING|>', close: '<|END_THINKING|>' },
]

/** How raw tool calls begin, for servers that leave them in the text. */
export const callMarkers: readonly string[] = [
  '<tool_call>',
  '<tool_calls>',
  '<|tool_calls_section_begin|>',
  '<｜tool▁calls▁begin｜>',
  '<｜DSML｜tool_calls>',
  '<｜DSML｜function_calls>',
  '<minimax:tool_call>',
  '<|tool_call_start|>',
  '<|START_ACTION|>',
  '<seed:tool_call>',
  '<|tool_call|>',
  '<|tool_call>',
  '<|tools_prefix|>',
  '[TOOL_CALLS]',
]

export const defaultSplit: SplitOptions = { start: 'auto', blocks: 'line-start', tags: defaultTags }
