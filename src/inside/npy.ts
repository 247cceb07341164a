import { wrong, type Problem } from './problem.ts'

/** A file of NumPy, as much of it as servers send of experts. */
export interface NpyArray {
  readonly shape: readonly number[]
  readonly values: ArrayLike<number>
}

const types = {
  '|u1': Uint8Array,
  '<u1': Uint8Array,
  '<u2': Uint16Array,
  '<i2': Int16Array,
  '<i4': Int32Array,
} as const

/** Reads the format's versions 1 to 3: whole numbers of one, two or four bytes, little end first, in the order of C. */
export function readNpy(bytes: Uint8Array): NpyArray | { readonly problem: Problem } {
  if (bytes.length < 10 || latin(bytes.subarray(0, 6)) !== '\u0093NUMPY') return wrong('it is no NumPy file')
  const version = bytes[6] ?? 0
  if (version < 1 || version > 3) return wrong('version {0} of NumPy files is not known', version)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (version > 1 && bytes.length < 12) return wrong('the header of the NumPy file is cut off')
  const begin = version === 1 ? 10 : 12
  const end = begin + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true))
  if (end > bytes.length) return wrong('the header of the NumPy file is cut off')
  const header = latin(bytes.subarray(begin, end))
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1]
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1]
  const dimensions = /'shape':\s*\(([\d\s,]*)\)/.exec(header)?.[1]
  if (descr === undefined || order === undefined || dimensions === undefined)
    return wrong('the header of the NumPy file is not as it should be')
  if (order === 'True') return wrong('the array is in the order of Fortran')
  const type = Object.entries(types).find(([name]) => name === descr)?.[1]
  if (!type) return wrong('the array is of the type {0}, and not of whole numbers as they are sent', descr)
  const shape = dimensions.split(',').flatMap((each) => (each.trim() === '' ? [] : [Number(each)]))
  const size = shape.reduce((product, each) => product * each, 1)
  const length = size * type.BYTES_PER_ELEMENT
  if (bytes.length - end !== length)
    return wrong('the array’s length in bytes is {0} instead of {1}', bytes.length - end, length)
  // The place in the file need not be a multiple of the numbers' size.
  return { shape, values: new type(new Uint8Array(bytes.subarray(end)).buffer) }
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 4096))
}
