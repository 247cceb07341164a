import { parseJson, recordOf } from '../base/json.ts'
import type { Profile } from '../endpoint/profile.ts'
import { readProfiles } from '../endpoint/readProfile.ts'
import { Complaint, type Io } from './io.ts'

/** One of the profiles in a JSON file: a list, or an object that has it under `endpoints`. `model` takes its model's place. */
export async function profileNamed(
  name: string,
  model: string | undefined,
  file: string,
  io: Io,
): Promise<Profile> {
  if (file === '') throw new Complaint('Name the file of profiles with --profiles.')
  const written = parseJson(await io.readFile(file))
  const list = Array.isArray(written) ? written : recordOf(written)['endpoints']
  if (!Array.isArray(list)) throw new Complaint(`${file} holds no list of profiles.`)
  const readings = readProfiles(list)
  const found = readings.find((reading) => reading.name === name)
  if (!found) {
    const known = readings.map((reading) => reading.name).join(', ')
    throw new Complaint(`${file} has no profile “${name}”; there are ${known || 'none'}.`)
  }
  const { profile, problem } = found
  if (!profile) throw new Complaint(problem.message)
  if (problem && (problem.code !== 'noModel' || model === undefined)) throw new Complaint(problem.message)
  return model === undefined ? profile : { ...profile, model }
}
