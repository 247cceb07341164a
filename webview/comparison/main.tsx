import './style.css'
import type { FromComparison, ToComparison } from '../../src/protocol/comparison.ts'
import { startPage } from '../startPage.tsx'
import { ComparisonPage } from './ComparisonPage.tsx'
import { said } from './words.ts'

const row = '.compared [tabindex="0"]'

/** The page that shows two traces side by side. */
startPage<ToComparison, FromComparison>(
  'compared',
  said.waiting,
  [
    { part: '.compared', haven: row, moves: true },
    { part: '*', haven: row },
  ],
  ({ comparison }, send) => <ComparisonPage comparison={comparison} send={send} />,
)
