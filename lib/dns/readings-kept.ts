// What a text was read as, for the next who reads the same: several checks of a domain read one record, and many domains draw in the records of one
// provider. A reading is the same for ever, and nobody changes one. The memory is small whatever strangers publish.

const keptMax = 256
const textMax = 2048

export function keepReadings<Read>(read: (text: string) => Read): (text: string) => Read {
  const kept = new Map<string, Read>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const reading = read(text)
    if (text.length <= textMax) {
      const [oldest] = kept.size < keptMax ? [] : kept.keys()
      if (oldest !== undefined) kept.delete(oldest)
      kept.set(text, reading)
    }
    return reading
  }
}
