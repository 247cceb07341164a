import { expect, test } from 'vitest'
import { createProfile } from '../../src/endpoint/profile.ts'
import { tooLongFor } from '../../src/endpoint/tooLong.ts'

const profile = { name: 'lab', baseUrl: 'http://127.0.0.1:1/v1', model: 'r1' }

test('room for some answer, or for the answer that is wanted, must be left', () => {
  expect(tooLongFor(createProfile(profile), 1e9)).toBeUndefined()
  const narrow = createProfile({ ...profile, contextLength: 8000 })
  expect(tooLongFor(narrow, 7936)).toBeUndefined()
  expect(tooLongFor(narrow, 7937)).toMatchObject({
    code: 'noRoom',
    action: 'chooseContext',
    message: 'Nothing was sent: about 7,937 tokens leave r1 at lab no room for an answer, with 8,000 in all.',
  })
})

test('which limit leaves no room is said: that of the model, or that of the answer', () => {
  const wide = createProfile({ ...profile, contextLength: 8000, maxTokens: 6000 })
  expect(tooLongFor(wide, 2000)).toBeUndefined()
  expect(tooLongFor(wide, 2001)?.message).toBe(
    'Nothing was sent: about 2,001 tokens leave r1 at lab no room for an answer of 6,000 (maxTokens), with 8,000 in all.',
  )
  expect(tooLongFor(wide, 8000)?.message).toContain('no room for an answer, with 8,000 in all')
})
