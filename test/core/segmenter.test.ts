import { expect, test } from 'vitest'
import { createSegmenter } from '../../src/core/segmenter.ts'

function cut(text: string): string[] {
  const found: string[] = []
  const segmenter = createSegmenter(({ text: statement }) => found.push(statement.trimEnd()))
  segmenter.push(text)
  segmenter.end()
  return found
}

test('cuts at the ends of sentences and lines', () => {
  expect(cut('It is 4. Is it? Yes!\nNext line.\n\nA paragraph…  And more.')).toEqual([
    'It is 4.',
    'Is it?',
    'Yes!',
    'Next line.',
    'A paragraph…',
    'And more.',
  ])
})

test.each([
  ['abbreviations', 'See e.g. Smith vs. Jones, i.e. Dr. No in Fig. 3, approx. half.'],
  ['decimals and versions', 'From 3.14 to v1.2.3 it grew by 0.5 percent.'],
  ['ellipses', 'C(10,3) + ... + C(10,10) and so on... until it ends.'],
  ['addresses', 'Look at https://example.com/a.b?c=1. or so.'],
  ['inline code', 'The call `a. B. C` does it.'],
  ['inline mathematics', 'So \\( x = 3. Y \\) holds.'],
  ['short brackets', 'The root (that is 3. Or 4.) is odd.'],
  ['quotations', 'He said "Is it? Yes." and left.'],
  ['Chinese quotations', '他说：“是吗？好的。”'],
  ['numberings', '2. **Second**: more'],
  ['named numberings', 'Step 12. Check it here.'],
  ['Chinese numberings', '第2步. 计算；3. 检查；4. 写下。'],
  ['option letters', 'The closest one is D. 2,880 km.'],
  ['lines of code set in', 'WITH late AS (\n    SELECT id\n    FROM orders'],
  ['factorials', 'It is 10! / (4! * 6!).'],
  ['terms after factorials', 'So 7! - 5! = 4920, 3! 2! = 12, n! (n-1)! and 5! \\cdot 3! count them.'],
  ['elided lists', 'From 1 ... 10, or 1, 2, ... 10, or \\{1, ... \\} it grows.'],
  ['numbered abbreviations', 'See fig. 3, sec. 4.1, vol. 2 and Thm. 5 of Jan. 6, at max. 7 a page.'],
  ['abbreviations before names', 'In St. Louis, a.k.a. Mound City, Mrs. Lewis w.r.t. Clark.'],
  ['formulas between dollars', 'Take $f(x) = 0. Y$ and $5! \\cdot 3!$ here.'],
  ['single quotations', "The string 'Hello. World' and ‘Yes. No.’ here."],
  ['French quotations', 'Dans «Oui. Non.» ils parlent.'],
  ['initials', 'As in A. N. Cox, the ratio is one.'],
  [
    'German pairs of letters',
    'Siehe z. B. Abb. 3, d. h. Kapitel 4, u. a. Anhang, u. U. Blatt 2, i. d. R. Seite 5.',
  ],
  ['German numbers', 'Am 3. Mai 1945, vom 3. bis 5. Mai, im 19. Jahrhundert und die 2. Auflage.'],
  ['titles and initials', 'So Prof. A. Noether and Dr. B. Cole met.'],
  ['more abbreviations', 'Cf. Ref. [3], incl. Eq. (4) and No. 5, w.l.o.g. Euler.'],
  ['German abbreviations', 'Siehe z.B. Abb. 3, d.h. Kapitel 4, vgl. Nr. 5 bzw. Anhang.'],
  ['Russian abbreviations', 'См. рис. 3 и стр. 5, т.е. Москва.'],
  ['curly brackets', 'The set {1. 2. 3} and \\{4. A\\} and \\text{If. Then} hold.'],
  ['bold text', 'Now **Bold. Text** here and **Case 1. Is it so?** there.'],
  ['text between stars or underscores', '*Single. Star* and _Under. Score_ or __Two. Of them__, “*So? So*”.'],
  ['marked text in Chinese', '这是**重要。真的**事。'],
  ['bold text before a line end', 'It **is** so, and **so it must be.**\n'],
  ['choices in code', 'Take x > 0 ? A : B here.'],
  ['elided terms', 'The f(1), f(2), ... F(n) are it.'],
  ['quotations that open low', 'Er sagte: „Nein. Ja.“ und ging.'],
  ['French quotations with spaces', '« Vraiment ? Oui. » dit-il.'],
  ['what Chinese says around a quotation', '他说：“不对。”然后走了，写“好。”等字，“是吗？”他们都问。'],
  ['what Japanese says around a quotation', '彼は「はい。」と言った。'],
  ['Chinese quotations of the other form', '他写『一。二。』的字。'],
])('does not tear %s', (_, text) => {
  expect(cut(text)).toEqual([text.trimEnd()])
})

test.each([
  ["It's the dogs'. The cats' food.", ["It's the dogs'.", "The cats' food."]],
  ["He said 'stop'. Then 'go.' came.", ["He said 'stop'.", "Then 'go.' came."]],
  ["So f'(1) = 0. Then f' is odd.", ["So f'(1) = 0.", "Then f' is odd."]],
  ['It is $x$. The other is $y$.', ['It is $x$.', 'The other is $y$.']],
  ['It costs $5. Then we pay $3.', ['It costs $5.', 'Then we pay $3.']],
  ['It takes 10 min. 3 of us wait.', ['It takes 10 min.', '3 of us wait.']],
  ['Let x = A. B is the other.', ['Let x = A.', 'B is the other.']],
  ['So it is Option B. Similarly, C.', ['So it is Option B.', 'Similarly, C.']],
  ['We meet at 10 a.m. The train left.', ['We meet at 10 a.m.', 'The train left.']],
  ['I am 3. Bob is 5.', ['I am 3.', 'Bob is 5.']],
  ['They roll the die 3. Then we stop.', ['They roll the die 3.', 'Then we stop.']],
  ['It is 5! Then we stop.', ['It is 5!', 'Then we stop.']],
  ['Hmm... 3 is odd.', ['Hmm...', '3 is odd.']],
  ['So $x = 3.$ Then $y$.', ['So $x = 3.$', 'Then $y$.']],
  ['So it is step 1. Then it ends.', ['So it is step 1.', 'Then it ends.']],
  ['So 2**3. Then 4**5.', ['So 2**3.', 'Then 4**5.']],
  ['It is **five**. Then **six** is.', ['It is **five**.', 'Then **six** is.']],
  ['It is *five.* Then *six* is.', ['It is *five.*', 'Then *six* is.']],
  ['So (-2)*(x). Then (a + b)*c.', ['So (-2)*(x).', 'Then (a + b)*c.']],
  ['The (*) holds. Then (*) fails.', ['The (*) holds.', 'Then (*) fails.']],
  ['An A* search. Then a D* search.', ['An A* search.', 'Then a D* search.']],
  ['So __init__ runs. Then other_name is x_{1}.', ['So __init__ runs.', 'Then other_name is x_{1}.']],
  ['It is θ_{i + 2}. If θ_i is x_{i}, go.', ['It is θ_{i + 2}.', 'If θ_i is x_{i}, go.']],
  ['Vraiment ? Elle est là : ici.', ['Vraiment ?', 'Elle est là : ici.']],
  ['Er rief „Ja.“ Dann. Er ging.', ['Er rief „Ja.“ Dann.', 'Er ging.']],
  ['题目说：“求和。”所以我们算。', ['题目说：“求和。”', '所以我们算。']],
  ['用户说：“好。”等等，不对。', ['用户说：“好。”', '等等，不对。']],
  ['هل هذا صحيح؟ نعم. التالي.', ['هل هذا صحيح؟', 'نعم.', 'التالي.']],
  ['यह सही है। आगे चलें।', ['यह सही है।', 'आगे चलें।']],
])('cuts in two: %s', (text, expected) => {
  expect(cut(text)).toEqual(expected)
})

test('keeps a block of code, a table and a formula whole', () => {
  const code = '```ts\nconst a = 1. B\n\nfunction f() {}\n```'
  const table = '| a | b |\n|---|---|\n| 1. x | 2 |'
  const formula = '\\[\nx = 1. \\\\\n\ny = 2\n\\]'
  expect(cut(`Here:\n${code}\nThen:\n${table}\n\n${formula}\n\nDone.`)).toEqual([
    'Here:',
    code,
    'Then:',
    table,
    formula,
    'Done.',
  ])
})

test('lets no line begin with a closing bracket', () => {
  expect(cut('So:\nf(\n    g(1)\n)\n\nThen:\n\na = {\n  b: {\n    c: 1,\n\n  },\n}\nDone.')).toEqual([
    'So:',
    'f(\n    g(1)\n)',
    'Then:',
    'a = {\n  b: {\n    c: 1,\n\n  },\n}',
    'Done.',
  ])
})

test('goes on over hard line breaks, and with a line that continues a formula', () => {
  expect(cut('This sentence was wrapped\nin the middle. Then\n\nx = 1 + 2\n= 3\n\n= 4 - 1')).toEqual([
    'This sentence was wrapped\nin the middle.',
    'Then',
    'x = 1 + 2\n= 3',
    '= 4 - 1',
  ])
})

test.each([
  ['a table with sentences in it', '| a | b |\n|---|---|\n| One. Two | It is. Yes |'],
  ['a table without outer bars', 'a | b\n--|:-:\n1. One | Two. Three'],
  ['a block of code with a block in it', '````md\n# A. B\n\n```ts\na. B\n```\n\nSo. It is\n````'],
  ['a block of code that a longer row closes', '```ts\na. B\n\nc\n````'],
  [
    'a formula with a formula in it',
    '\\begin{align*}\n\\begin{cases}\na. B\n\\end{cases}\n\nd\n\\end{align*}',
  ],
  ['a block of code between tildes', '~~~ts\nconst a = 1. B\n\nfunction f() {}\n~~~'],
])('does not tear %s', (_, text) => {
  expect(cut(`Look here.\n\n${text}\n\nDone.`)).toEqual(['Look here.', text, 'Done.'])
})

test('cuts items with small letters and Roman numbers', () => {
  expect(
    cut('1. Read\n   a. The head\n   b. The body\n      i. one\n      ii. two\nSo it goes\na. on'),
  ).toEqual(['1. Read', 'a. The head', 'b. The body', 'i. one', 'ii. two', 'So it goes', 'a. on'])
})

test('cuts items with small letters, and before inline code in Chinese', () => {
  expect(cut('1) First\n   a) one\n   b) two')).toEqual(['1) First', 'a) one', 'b) two'])
  expect(cut('真的吗？！是的。`a。b` 不切。')).toEqual(['真的吗？！', '是的。', '`a。b` 不切。'])
})

test('keeps a formula with what announces it on the line before', () => {
  expect(cut('So:\n\\[ x = 1 \\]\nThen:\n\n\\[ y = 2 \\]')).toEqual([
    'So:\n\\[ x = 1 \\]',
    'Then:',
    '\\[ y = 2 \\]',
  ])
})

test('cuts where a clause takes back what was said', () => {
  expect(
    cut("I recall a limit, but it was lifted. It is 8, but I'm not sure. It is 8, but not 9. Wait, but why?"),
  ).toEqual([
    'I recall a limit,',
    'but it was lifted.',
    'It is 8,',
    "but I'm not sure.",
    'It is 8, but not 9.',
    'Wait, but why?',
  ])
})

test('cuts Chinese without spaces', () => {
  expect(cut('首先看代码。等等，是吗？“不对！”他想。“对。”')).toEqual([
    '首先看代码。',
    '等等，是吗？',
    '“不对！”他想。',
    '“对。”',
  ])
})

test('begins a sentence with a formula or a name that keeps its small letter', () => {
  expect(cut('It is so. x = 4 now. n² ≡ 1 too. getName() is next. e is not.')).toEqual([
    'It is so.',
    'x = 4 now.',
    'n² ≡ 1 too.',
    'getName() is next. e is not.',
  ])
})

test('lets a thought break in', () => {
  expect(cut('It is (a + b) Hmm, perhaps not.')).toEqual(['It is (a + b)', 'Hmm, perhaps not.'])
})

test('cuts in a bracket that does not close in sight, unless it belongs to a formula or a call', () => {
  const long = 'and so on for as long as it takes to be far away'
  expect(cut(`So B (is it a Knight? Wait, let me count them once more. Then A.`)).toEqual([
    'So B (is it a Knight?',
    'Wait, let me count them once more.',
    'Then A.',
  ])
  expect(cut(`As \\(x = 1. Y ${long}\\) holds.`)).toHaveLength(1)
  expect(cut(`As f(x. Y ${long}) holds.`)).toHaveLength(1)
  expect(cut(`So (since \\frac{4!}{2!} is six ${long}) it holds.`)).toHaveLength(1)
})

test('goes on after brackets, quotations and formulas that never close', () => {
  const long = 'word '.repeat(40)
  expect(cut(`An (open one. ${long}. Next. More.`).length).toBeGreaterThan(1)
  expect(cut(`An "open one. ${long}. Next. More.`).length).toBeGreaterThan(1)
  expect(cut(`\\[ x ${long.repeat(8)}\n\nNext. More.`).at(-1)).toBe('More.')
})
