import type { DataFormat } from './data.ts'
import { textOfRows, type Plan } from './plan.ts'
import { tallyOf, type Tally } from './tally.ts'
import { axolotlYaml, datasetEntry, datasetInfo, readmeText, type File } from './sidecar.ts'

/** What LLaMA-Factory looks for beside the data. */
export const datasetInfoName = 'dataset_info.json'

/**
 * The files of an export: data, and what a trainer and whoever trains must be told. `info` is the `dataset_info.json` that is
 * there already; undefined where that cannot be added to.
 */
export function filesOf(plan: Plan, base: string, info: string | undefined): readonly File[] | undefined {
  const { format, training, validation } = plan
  const data = dataNames(format, base, validation.length > 0).map((name, index) => ({
    name,
    text: textOfRows(index === 0 ? training : validation, format.file),
  }))
  const beside = filesBeside(format, tallyOf(plan), base, info)
  return beside && [...data, ...beside]
}

/** What the files of data are called: training, and validation where there is some. */
export function dataNames(format: DataFormat, base: string, validation: boolean): readonly string[] {
  return [base, ...(validation ? [validationOf(base)] : [])].map((name) => `${name}.${format.file}`)
}

/** What the data for validation are called beside those for training. */
export function validationOf(base: string): string {
  return `${base}_validation`
}

/** What stands beside the data. */
export function filesBeside(
  format: DataFormat,
  tally: Tally,
  base: string,
  info: string | undefined,
): readonly File[] | undefined {
  const names = dataNames(format, base, tally.validation.rows > 0)
  const entries = names.flatMap((name) => {
    const entry = datasetEntry(format, name)
    return entry ? [[name.slice(0, -format.file.length - 1), entry] as const] : []
  })
  const told = entries.length === 0 ? [] : datasetFile(info, Object.fromEntries(entries))
  const yaml = axolotlYaml(format, names[0] ?? '')
  return (
    told && [
      ...told,
      ...(yaml === undefined ? [] : [{ name: `${base}.yaml`, text: yaml }]),
      { name: `${base}.md`, text: readmeText(format, tally, names) },
    ]
  )
}

function datasetFile(
  info: string | undefined,
  entries: Readonly<Record<string, object>>,
): readonly File[] | undefined {
  const text = datasetInfo(info, entries)
  return text === undefined ? undefined : [{ name: datasetInfoName, text }]
}
