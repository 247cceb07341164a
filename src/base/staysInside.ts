/** Whether a path that others wrote, joined to a folder, stays in it on any system. */
export function staysInside(path: string): boolean {
  return !/^(?:[\\/]|[a-z]:)/i.test(path) && !path.split(/[\\/]/).includes('..')
}
