// Names as they travel: A-labels in lower case, without the final dot. Underscores are names too here (RFC 8552).

export const nameMax = 253
const labelMax = 63

export const canonicalName = (text: string): string => {
  const name = text.toLowerCase()
  return name.endsWith('.') ? name.slice(0, -1) : name
}

export const labelsOf = (name: string): string[] => (name === '' ? [] : name.split('.'))

/** Whether a query for it can be made at all (RFC 1035 2.3.4). */
export function isQueryable(name: string): boolean {
  if (name.length === 0 || name.length > nameMax) return false
  let start = 0
  for (;;) {
    const dot = name.indexOf('.', start)
    const end = dot < 0 ? name.length : dot
    if (end === start || end - start > labelMax) return false
    if (dot < 0) return true
    start = dot + 1
  }
}

export const isSameOrBelow = (name: string, above: string): boolean => name === above || name.endsWith(`.${above}`)

// A host's name: letters, digits and hyphens (RFC 1123 2.1), two labels at least, the last one not all digits (RFC 3696 2).
const hostPattern = /^(?=.{1,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?![0-9]+$)(?!-)[a-z0-9-]{1,63}(?<!-)$/
export const isHostName = (name: string): boolean => hostPattern.test(name)
