import { expect, test } from 'vitest'
import { kinds } from '../../src/core/step.ts'
import { outline } from '../../webview/outline.ts'
import { phaseName, stepsIn } from '../../webview/phases.ts'
import { stepsOf } from './support/steps.ts'

test('a phase is called what goes on in it', () => {
  expect(phaseName('frame')).toBe('Framing the question')
  expect(new Set(kinds.map(phaseName)).size).toBe(kinds.length)
})

test('its steps are counted with those inside them, its statements are not', () => {
  const tree = outline(
    stepsOf(`
      frame A
        read a1
          read a1x
          step check a1n
            check a1nx
        derive a2
      check B
        check b1
    `),
  )
  expect([stepsIn(tree, 0), stepsIn(tree, 1), stepsIn(tree, 6)]).toEqual([3, 1, 1])
})
