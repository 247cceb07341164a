import './style.css'
import type { FromSamples, ToSamples } from '../../src/protocol/samples.ts'
import { startPage } from '../startPage.tsx'
import { SamplesPage } from './SamplesPage.tsx'
import { said } from './words.ts'

/** The page that shows several answers to one question. */
startPage<ToSamples, FromSamples>(
  'samples',
  said.waiting,
  [{ part: '*', haven: '.samples-table' }],
  ({ view }, send) => <SamplesPage view={view} send={send} />,
)
