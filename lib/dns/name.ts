// Names as they travel: A-labels in lower case, without the final dot. Underscores are names too here (RFC 8552).

export const nameMax = 253
const labelMax = 63

export const canonicalName = (text: string): string => text.toLowerCase().replace(/\.$/, '')

export const labelsOf = (name: string): string[] => (name === '' ? [] : name.split('.'))

/** Whether a query for it can be made at all (RFC 1035 2.3.4). */
export const isQueryable = (name: string): boolean =>
  name.length > 0 && name.length <= nameMax && name.split('.').every((label) => label.length > 0 && label.length <= labelMax)

export const isSameOrBelow = (name: string, above: string): boolean => name === above || name.endsWith(`.${above}`)

// A host's name: letters, digits and hyphens (RFC 1123 2.1), two labels at least, the last one not all digits (RFC 3696 2).
const hostPattern = /^(?=.{1,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?![0-9]+$)(?!-)[a-z0-9-]{1,63}(?<!-)$/
export const isHostName = (name: string): boolean => hostPattern.test(name)
