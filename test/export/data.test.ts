import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dataFormats } from '../../src/export/formats.ts'
import { datasetEntry, datasetInfo } from '../../src/export/sidecar.ts'
import { withoutSecrets } from '../../src/export/secrets.ts'
import { solutionOf } from '../../src/export/prompts.ts'
import {
  axolotlParts,
  axolotlPreference,
  llamaAlpaca,
  llamaAlpacaRanking,
  llamaSharegpt,
  llamaSharegptKto,
  llamaSharegptRanking,
  openaiMessages,
  openaiPreference,
  openaiRft,
  trlGrpo,
  trlKto,
  trlMessages,
  trlOfPrm800k,
  trlPreference,
  trlPromptCompletion,
  trlReward,
  trlStepwise,
  withoutThought,
} from './consumers.ts'
import {
  answer,
  bodyOf,
  canonical,
  documentText,
  examples,
  first,
  followUp,
  judged,
  one,
  pairOf,
  plan,
  preview,
  question,
  reasoning,
  reasons,
  reviewed,
  rows,
  sample,
  second,
  third,
} from './traces.ts'

describe('conversations', () => {
  test('the thinking stands in the content, to the letter', () => {
    expect(rows('messages', one).map(trlMessages)).toEqual([
      [
        { role: 'user', content: question },
        { role: 'assistant', content: canonical },
      ],
    ])
    expect(withoutThought(canonical)).toBe(answer)
  })

  test('what came before is in the prompt, without its thinking', () => {
    const [, row] = rows('prompt-completion', followUp).map(trlPromptCompletion)
    expect(row?.prompt.map(({ content }) => content)).toEqual([question, answer, 'And strings?'])
    expect(row?.completion[0]?.content).toBe('<think>\nNo.\n</think>\n\nPass nothing.')
  })

  test('a branch is another answer to its parent’s question, and no follow-up of it', () => {
    const asked = `question: ${JSON.stringify(question)}`
    const branched = examples(
      documentText(
        { head: `id: a\n${asked}` },
        {
          head: 'id: b\nquestion: And strings?\nexpected: Pass nothing.',
          body: bodyOf('\nNo.\n', 'Pass nothing.'),
        },
        {
          head: `id: c\nparent: b\nbranch: {kind: goOn, at: 0}\nquestion: And strings?\nexpected: Pass nothing.`,
          body: bodyOf('\nYes.\n', 'Pass something.'),
        },
      ),
    )
    const [, follows, branch] = rows('prompt-completion', branched).map(trlPromptCompletion)
    expect(branch?.prompt).toEqual(follows?.prompt)
    expect(branch?.prompt.map(({ content }) => content)).toEqual([question, answer, 'And strings?'])
    const [pair, ...others] = rows('preference', branched).map(trlPreference)
    expect(others).toEqual([])
    expect(pair?.chosen.at(-1)?.content).toContain('Pass nothing.')
    expect(pair?.rejected.at(-1)?.content).toContain('Pass something.')
  })

  test('LLaMA-Factory takes them, with what it must be told', () => {
    expect(rows('sharegpt', followUp).map((row) => llamaSharegpt(row).length)).toEqual([2, 4])
    expect(rows('alpaca', followUp).map((row) => llamaAlpaca(row).map(({ content }) => content))[1]).toEqual([
      question,
      answer,
      'And strings?',
      '<think>\nNo.\n</think>\n\nPass nothing.',
    ])
    const all = [...one, ...pairOf('1', '2')]
    for (const name of [
      'messages',
      'sharegpt',
      'sharegpt-ranking',
      'sharegpt-kto',
      'alpaca',
      'alpaca-ranking',
    ]) {
      const entry = datasetEntry({ name }, 'x.json')
      const info = JSON.parse(datasetInfo('{"mine": {"file_name": "y.json"}}', { x: entry ?? {} }) ?? '')
      expect(Object.keys(info)).toEqual(['mine', 'x'])
      const columns: readonly string[] = Object.values(info.x.columns)
      expect(columns.filter((column) => !(column in (rows(name, all)[0] ?? {})))).toEqual([])
      expect(info.x.ranking).toBe(name.endsWith('-ranking') ? true : undefined)
    }
    expect(datasetInfo('[1]', {})).toBeUndefined()
  })

  test('OpenAI gets the answer alone; of earlier answers nothing is learned', () => {
    expect(
      rows('openai', followUp)
        .map(openaiMessages)[1]
        ?.map(({ content }) => content),
    ).toEqual([question, answer, 'And strings?', 'Pass nothing.'])
    expect(rows('openai', followUp)[1]).toMatchObject({ messages: [{}, { weight: 0 }, {}, { weight: 1 }] })
  })

  test('axolotl gets parts that join to the thinking; bad ones are not learned', () => {
    const [row] = rows('axolotl', judged).map(axolotlParts)
    expect(row?.reasoning.map(({ text }) => text).join('')).toBe(reasoning.trim())
    expect(row?.reasoning.filter(({ train }) => !train)).toEqual([{ text: third, train: false }])
    expect(row?.content).toEqual([{ text: answer, train: true }])
    expect(rows('axolotl', one).map(axolotlParts)[0]?.reasoning).toEqual([
      { text: reasoning.trim(), train: true },
    ])
  })
})

describe('steps', () => {
  test('a label for each, up to the first wrong one; neutral is false', () => {
    expect(rows('stepwise', judged).map((row) => trlStepwise(row))).toMatchObject([
      { prompt: question, steps: [first, second, third], labels: [true, false, false] },
    ])
  })

  test('all before a first wrong step hold; what nobody judged ends the row', () => {
    const marked = examples(documentText(), reviewed([{ words: third, firstWrong: true }]))
    expect(rows('stepwise', marked).map((row) => trlStepwise(row))).toMatchObject([
      { steps: [`${first} ${second}`, third], labels: [true, false] },
    ])
    const begun = examples(
      documentText(),
      reviewed([
        { words: first, verdict: 'good' },
        { words: third, verdict: 'good' },
      ]),
    )
    expect(rows('stepwise', begun).map((row) => trlStepwise(row).labels)).toEqual([[true]])
    expect(reasons(plan('stepwise', one))).toEqual(['no step verdicts'])
    expect(reasons(plan('stepwise', followUp))).toContain('a follow-up question')
  })

  test('the separator stands in no step', () => {
    const code = 'Look:\n\n```js\nxs.sort()\n\nxs\n```'
    const text = documentText({ body: bodyOf(`${code}\n`) })
    const units = examples(text)[0]?.units ?? []
    const file = reviewed([])
    const all = examples(text).map((example) => ({
      ...example,
      units: units.map((unit) => ({ ...unit, verdict: 'good' as const })),
    }))
    expect(file.reviews).toHaveLength(1)
    for (const separator of ['\n', '\n\n'])
      expect(() =>
        rows('stepwise', all, { separator }).map((row) => trlStepwise(row, separator)),
      ).not.toThrow()
  })

  test('PRM800K: what TRL makes of it is what we make for TRL', () => {
    const [made] = rows('prm800k', judged).map(trlOfPrm800k)
    expect(made).toEqual([
      { prompt: question, completions: [first, second, third], labels: [true, false, false] },
      { prompt: question, completions: [first, second], labels: [true, false] },
    ])
    const [row] = rows('prm800k', judged)
    expect(row).toMatchObject({
      labeler: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/),
      question: { pre_generated_steps: [first, second, third], pre_generated_answer: answer },
      label: {
        finish_reason: 'found_error',
        steps: [{ chosen_completion: 0 }, {}, { chosen_completion: null }],
      },
    })
    expect(JSON.stringify(row)).not.toContain('ana')
  })

  test('PRM800K: a corrected step goes on with the correction', () => {
    const file = reviewed([{ words: third, firstWrong: true, corrected: 'So "10" comes before "9".' }])
    const [made] = rows('prm800k', examples(documentText(), file)).map(trlOfPrm800k)
    expect(made?.at(-1)).toMatchObject({
      completions: [`${first}\n\n${second}`, 'So "10" comes before "9".'],
      labels: [true, true],
    })
  })
})

describe('preference', () => {
  test('from accepted and rejected', () => {
    const good = examples(sample('good'), reviewed([], { verdict: 'accepted' }))
    const bad = examples(sample('bad'), reviewed([], { verdict: 'rejected' }))
    const [row, ...more] = rows('preference', [...bad, ...good]).map(trlPreference)
    expect(more).toEqual([])
    expect(row?.chosen[0]?.content).toMatch(/good$/)
    expect(row?.rejected[0]?.content).toMatch(/bad$/)
    expect(rows('preference', [...good, ...bad])).toEqual(rows('preference', [...bad, ...good]))
  })

  test('from right and wrong, best with worst; what nothing tells apart is left', () => {
    const all = ['41', '42', '\\boxed{42}', '43', '42.0'].flatMap((said) =>
      examples(sample(said, 'expected: 42')),
    )
    const made = plan('preference', all)
    expect(made.training).toHaveLength(2)
    expect(reasons(made)).toEqual(['nothing to pair it with'])
    expect(plan('preference', one).training).toEqual([])
    expect(
      rows('preference', [...examples(sample('1')), ...examples(sample('2'))], { expected: '2' }),
    ).toHaveLength(1)
  })
})

describe('preference, in the forms of others', () => {
  const thought = (said: string) => `<think>\nx\n</think>\n\n${said}`
  const pair = pairOf('1', '2')
  const before = examples(documentText({}, { head: 'question: Q\nexpected: 2', body: bodyOf('\nx\n', '2') }))
  const later = examples(documentText({}, { head: 'question: Q\nexpected: 2', body: bodyOf('\nx\n', '1') }))

  test.each([
    ['reward', (row: unknown) => Object.values(trlReward(row)).map((list) => list.at(-1)?.content)],
    ['sharegpt-ranking', llamaSharegptRanking],
    ['alpaca-ranking', (row: unknown) => llamaAlpacaRanking(row).map((list) => list.at(-1)?.content)],
    ['axolotl-preference', (row: unknown) => axolotlPreference(row).answers.map(([one]) => one?.content)],
  ])('%s', (name, read) => {
    expect(rows(name, pair).map(read)).toEqual([[thought('2'), thought('1')]])
    expect(rows(name, [...before, ...later]).map(read)).toEqual([[thought('2'), thought('1')]])
  })

  test('openai-preference: without the thinking', () => {
    expect(rows('openai-preference', [...before, ...later]).map(openaiPreference)).toMatchObject([
      { prompt: [{}, { content: answer }, { content: 'Q' }], outputs: ['2', '1'] },
    ])
  })
})

describe('unpaired preference', () => {
  const forms = {
    kto: (row: unknown) => trlKto(row).label,
    'sharegpt-kto': (row: unknown) => llamaSharegptKto(row).wanted,
  }

  test.each(Object.entries(forms))('%s: by verdict, else by the answer', (name, wanted) => {
    const by = (verdict: 'accepted' | 'rejected' | 'fix', head = '') =>
      examples(documentText({ head: `question: ${verdict}?\n${head}`.trim() }), reviewed([], { verdict }))
    const accepted = by('accepted', 'expected: something else')
    const all = [...accepted, ...by('rejected'), ...by('fix'), ...pairOf('1', '2')]
    expect(rows(name, all).map(wanted)).toEqual([true, false, false, false, true])
    expect(reasons(plan(name, one))).toEqual(['nothing says whether it is good'])
    const disputed = reviewed([], { verdict: 'rejected' }, 'ben', reviewed([], { verdict: 'accepted' }))
    expect(reasons(plan(name, examples(documentText(), disputed)))).toEqual(['reviewers disagree'])
  })

  test('says how many are wanted, and that one kind is not enough', () => {
    expect(preview('kto', pairOf('1', '2'))).toContain('note        1 wanted, 1 not\n')
    expect(preview('sharegpt-kto', pairOf('2', '2'))).toContain('KTO needs both')
  })
})

describe('prompts', () => {
  test('a row of each, whatever was answered; its solution as Math-verify reads it', () => {
    const cut = examples(documentText({ head: 'question: 12*12?\nexpected: 144', body: '<think>\nNot' }))
    const again = examples(documentText({ head: 'question: 12*12?\nexpected: "144.0"' }))
    const made = plan('grpo', [...cut, ...again, ...one])
    expect(made.training.map(({ value }) => trlGrpo(value))).toEqual([
      { prompt: [{ role: 'user', content: '12*12?' }], solution: '$144$' },
    ])
    expect(reasons(made)).toEqual(['a duplicate', 'no expected answer'])
    const other = examples(documentText({ head: 'question: 12*12?\nexpected: 145' }))
    expect(reasons(plan('grpo', [...cut, ...other]))).toEqual([
      'expected answers differ',
      'expected answers differ',
    ])
    expect(rows('grpo', one, { expected: 'By a comparator' }).map(trlGrpo)[0]?.solution).toBe(
      'By a comparator',
    )
    expect(preview('grpo', one, { expected: 'By words' })).toContain('1 with a solution in words')
  })

  test.each([
    ['144', '$144$'],
    ['\\frac{3}{4}', '$\\frac{3}{4}$'],
    ['\\boxed{5}', '\\boxed{5}'],
    ['$x$', '$x$'],
    ['[1, 10, 9]', '$[1, 10, 9]$'],
    ['x = 5', '$x = 5$'],
    ['B', '$B$'],
    ['Pass a comparator', 'Pass a comparator'],
    ['\\text{east}', '\\text{east}'],
    ['是', '是'],
  ])('%s', (expected, solution) => expect(solutionOf(expected)).toBe(solution))

  test('OpenAI: a question, and the answer for its grader as it was written', () => {
    expect(rows('openai-rft', pairOf('1', '2')).map(openaiRft)).toMatchObject([
      { prompt: [{ content: 'Q' }], answer: '2' },
    ])
    expect(preview('openai-rft', pairOf('1', '2'))).toContain('rows for validation too')
  })

  test('only what is written is looked through for secrets', () => {
    const key = 'sk-abcdefghij1234567890'
    const head = 'question: Q?\nexpected: 1'
    expect(plan('grpo', examples(documentText({ head, body: bodyOf('\nx\n', key) }))).training).toHaveLength(
      1,
    )
    const secret = documentText({ head: `question: Q?\nexpected: ${key}` })
    expect(reasons(plan('grpo', examples(secret)))).toEqual(['a secret found'])
    const clean = examples(secret, undefined, withoutSecrets)
    expect(rows('grpo', clean, { redact: true }).map(trlGrpo)[0]?.solution).toBe('[redacted]')
  })
})

test('any document gives rows that all consumers take', () => {
  const piece = fc.constantFrom(
    'So it is. ',
    'Wait, no.\n\n',
    '```js\n',
    '\n```\n',
    '<think>',
    '</think>',
    '\r\n',
    ' ',
    'é🙂',
    '--- turn\n',
    '1. a\n',
  )
  const wild = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))
  const verdict = fc.constantFrom('good', 'bad', 'neutral', 'unsure', undefined)
  const checks = {
    messages: trlMessages,
    'prompt-completion': trlPromptCompletion,
    stepwise: (row: unknown) => trlStepwise(row),
    sharegpt: llamaSharegpt,
    alpaca: llamaAlpaca,
    axolotl: axolotlParts,
    openai: openaiMessages,
    preference: trlPreference,
    reward: trlReward,
    kto: trlKto,
    grpo: trlGrpo,
    'sharegpt-ranking': llamaSharegptRanking,
    'sharegpt-kto': llamaSharegptKto,
    'alpaca-ranking': llamaAlpacaRanking,
    'axolotl-preference': axolotlPreference,
    'openai-preference': openaiPreference,
    'openai-rft': openaiRft,
    prm800k: trlOfPrm800k,
  }
  expect(new Set(Object.keys(checks))).toEqual(new Set(dataFormats.map(({ name }) => name)))
  fc.assert(
    fc.property(
      wild,
      wild,
      fc.array(verdict, { minLength: 12, maxLength: 12 }),
      (thought, said, verdicts) => {
        const list = examples(documentText({ body: `<think>${thought}</think>${said}` }, { body: said })).map(
          (example) => {
            const units = example.units.map((unit, at) => {
              const word = verdicts[at % verdicts.length]
              return { ...unit, ...(word && { verdict: word }) }
            })
            const review = { reviewer: 'Ann', reason: '', updated: '2025-01-02T03:04:05Z', units }
            return { ...example, units, reviews: [review] }
          },
        )
        const told = (words: 'accepted' | 'rejected', more: string) =>
          list.map((each) => ({ ...each, verdict: words, expected: '1', answer: `${each.answer}${more}` }))
        const both = [...told('accepted', ''), ...told('rejected', ' No.')]
        for (const [name, check] of Object.entries(checks))
          for (const row of [...rows(name, list), ...rows(name, both)]) check(row)
        for (const row of rows('axolotl', list)) {
          const { reasoning: parts } = axolotlParts(row)
          expect(list.map((example) => example.reasoning.trim())).toContain(
            parts.map(({ text }) => text).join(''),
          )
        }
      },
    ),
  )
})
