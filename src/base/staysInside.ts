/** Whether a path that others wrote, joined to a folder, stays in it on any system. */
export function staysInside(path: string): boolean {
  return !/^(?:[\\/]|[a-z]:)/i.test(path) && !path.split(/[\\/]/).includes('..')
}

/** A path that others wrote, with forward slashes and no `./` before it; undefined where it leaves its folder. */
export function pathInside(written: string): string | undefined {
  const path = written.replaceAll('\\', '/').replace(/^\.\//, '')
  return staysInside(path) ? path : undefined
}
