// Names with letters beyond ASCII (UTS 46): refused, or their two forms. The product's names have at least two labels, so a single label is
// asked about below a name that changes nothing of it.
import { parseDomain } from '#lib/addresses/parse-domain'
import { type Case, type Corpus, differs, failed, passed, verdictOf } from '../corpus'

const below = '.example'
const asked = (label: string): { name: string; unicodeName: string } | null => {
  const alone = !/[.\u3002\uff0e\uff61]/.test(label)
  const parsed = parseDomain(alone ? `${label}${below}` : label)
  if (!parsed || !alone) return parsed
  return { name: parsed.name.slice(0, -below.length), unicodeName: parsed.unicodeName.slice(0, -below.length) }
}

export const idna: Corpus = {
  name: 'idna',
  judge(given: Case) {
    if ('u' in given) return bothWays(given.u, given.a)
    const found = asked(given.input)
    if (given.expect === 'reject') return found === null ? passed : failed(`accepted as ${found.name}`)
    if (!found) return failed('refused')
    return verdictOf([differs('ASCII', found.name, given.to_ascii), differs('Unicode', found.unicodeName, given.to_unicode)])
  },
}

const bothWays = (unicode: string, ascii: string) =>
  verdictOf([differs('from Unicode', asked(unicode)?.name, ascii), differs('from ASCII', asked(ascii)?.unicodeName, unicode)])
