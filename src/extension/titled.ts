/** A question, and before it what it is about: `cart.ts:12–30 · Why is this slow?` */
export function titled(question: string, subject: string): string {
  const file = subject.split('/').at(-1) ?? ''
  return file === '' ? question : `${file} · ${question}`
}
