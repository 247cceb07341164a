import { textOfRows, type Plan } from './plan.ts'
import { axolotlYaml, datasetEntry, datasetInfo, readmeText, type File } from './sidecar.ts'

/** What LLaMA-Factory looks for beside the data. */
export const datasetInfoName = 'dataset_info.json'

/**
 * The files of an export: data, and what a trainer and whoever trains must be told. `info` is the `dataset_info.json` that is
 * there already; undefined where that cannot be added to.
 */
export function filesOf(plan: Plan, base: string, info: string | undefined): readonly File[] | undefined {
  const { format, training, validation } = plan
  const parts = [
    { key: base, rows: training },
    ...(validation.length > 0 ? [{ key: `${base}_validation`, rows: validation }] : []),
  ]
  const data = parts.map(({ key, rows }) => ({
    name: `${key}.${format.file}`,
    text: textOfRows(rows, format.file),
  }))
  const names = data.map(({ name }) => name)
  const entries = parts.flatMap(({ key }, index) => {
    const entry = datasetEntry(plan, names[index] ?? '')
    return entry ? [[key, entry] as const] : []
  })
  const told = entries.length === 0 ? [] : datasetFile(info, Object.fromEntries(entries))
  const yaml = axolotlYaml(plan, names[0] ?? '')
  return (
    told && [
      ...data,
      ...told,
      ...(yaml === undefined ? [] : [{ name: `${base}.yaml`, text: yaml }]),
      { name: `${base}.md`, text: readmeText(plan, names) },
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
