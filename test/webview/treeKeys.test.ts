import { expect, test } from 'vitest'
import { treeMove, typeAhead, type TreePlace } from '../../webview/treeKeys.ts'
import { outline, visibleRows, type Folds } from '../../webview/outline.ts'
import { id, stepsOf } from './support/steps.ts'

const steps = stepsOf(`
  frame Alpha
    read Beta
      read Gamma
      recall Gauss
    plan Delta
  derive Epsilon
    derive Zeta
      derive Eta
      derive Theta
      step check Iota
        check Kappa
        check Lambda
`)

test('goes up and down the rows that are shown', () => {
  expect(press('ArrowDown', 'Alpha')).toBe('go Beta')
  expect(press('ArrowDown', 'Beta')).toBe('go Delta')
  expect(press('ArrowUp', 'Delta')).toBe('go Beta')
  expect(press('ArrowUp', 'Alpha')).toBe('go Alpha')
  expect(press('Home', 'Delta')).toBe('go Alpha')
  expect(press('End', 'Alpha')).toBe('go Iota')
  expect(press('PageDown', 'Alpha')).toBe('go Delta')
  expect(press('PageUp', 'Zeta')).toBe('go Delta')
})

test('the right arrow opens a step, then goes inside', () => {
  expect(press('ArrowRight', 'Beta')).toBe('open Beta')
  expect(press('ArrowRight', 'Beta', 'Beta')).toBe('go Gamma')
  expect(press('ArrowRight', 'Gamma', 'Beta')).toBe('nothing')
})

test('the right arrow opens to its statements a step that shows its steps', () => {
  expect(press('ArrowRight', 'Zeta')).toBe('open Zeta')
  expect(press('ArrowRight', 'Zeta', 'Zeta')).toBe('go Eta')
  expect(press('ArrowLeft', 'Zeta')).toBe('close Zeta')
  expect(press('Enter', 'Zeta')).toBe('open Zeta')
  expect(press('Enter', 'Zeta', 'Zeta')).toBe('close Zeta')
})

test('the left arrow closes a step, then goes out of it', () => {
  expect(press('ArrowLeft', 'Beta', 'Beta')).toBe('close Beta')
  expect(press('ArrowLeft', 'Gauss', 'Beta')).toBe('go Beta')
  expect(press('ArrowLeft', 'Beta')).toBe('go Alpha')
  expect(press('ArrowLeft', 'Alpha')).toBe('close Alpha')
})

test('Enter and the space bar fold and unfold', () => {
  expect(press('Enter', 'Beta')).toBe('open Beta')
  expect(press(' ', 'Alpha')).toBe('close Alpha')
  expect(press('Enter', 'Delta')).toBe('nothing')
})

test('the asterisk opens all siblings that have something inside', () => {
  expect(press('*', 'Alpha')).toBe('open Alpha Epsilon')
  expect(press('*', 'Beta')).toBe('open Beta')
})

test('other keys are not the tree’s', () => {
  expect(press('Tab', 'Alpha')).toBe('nothing')
  expect(press('F6', 'Alpha')).toBe('nothing')
})

test('typing goes to the next title that begins so, round about', () => {
  const place = placeAt('Beta', 'Beta')
  expect(titleAt(typeAhead('g', place, titleOf))).toBe('Gamma')
  expect(titleAt(typeAhead('gau', place, titleOf))).toBe('Gauss')
  expect(titleAt(typeAhead('b', placeAt('Delta'), titleOf))).toBe('Beta')
  expect(titleAt(typeAhead('be', placeAt('Beta'), titleOf))).toBe('Beta')
  expect(titleAt(typeAhead('x', place, titleOf))).toBe(undefined)
})

function press(key: string, title: string, ...opened: string[]): string {
  const move = treeMove(key, placeAt(title, ...opened))
  if (!move) return 'nothing'
  if (move.type === 'open') return `open ${move.indexes.map(titleAt).join(' ')}`
  return `${move.type} ${titleAt(move.index)}`
}

function placeAt(title: string, ...opened: string[]): TreePlace {
  const folds: Folds = { open: 'steps', chosen: new Map(opened.map((one) => [id(one), 'full'])) }
  const tree = outline(steps)
  const rows = visibleRows(tree, folds)
  return { tree, folds, rows, row: rows.findIndex((index) => steps[index]?.id === title), page: 2 }
}

function titleOf(index: number): string {
  return steps[index]?.id ?? ''
}

function titleAt(index: number | undefined): string | undefined {
  return index === undefined ? undefined : steps[index]?.id
}
