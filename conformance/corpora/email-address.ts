// Texts that are or are not mailbox addresses (isemail, mox). A person may paste an address with spaces around it or a dot at its end, and the
// product takes them away; the text is *an address as it stands* only when nothing had to be taken away.
import { parseAddress } from '#lib/addresses/parse-address'
import { type Case, type Corpus, failed, passed } from '../corpus'

/** Forms that RFC 5321 allows and that no mail host needs to give out: quoted local parts, literals, a top-level name alone. */
const eitherWay = (text: string): boolean => /^"(?:[^"\\]|\\.)*"(?:@|$)/.test(text) || /@\[.*\]$/.test(text) || /@[^.@]+$/.test(text)

function isAddress(text: string): boolean {
  const parsed = parseAddress(text)
  if (!parsed.ok) return false
  const { localPart, domain, unicodeDomain } = parsed.value
  const at = text.lastIndexOf('@')
  const written = text.slice(at + 1).toLowerCase()
  return text.slice(0, at) === localPart && (written === domain || written === unicodeDomain)
}

export const emailAddress: Corpus = {
  name: 'email-address',
  judge(given: Case) {
    const expected = 'valid' in given ? given.valid : given.expect === 'either' ? null : given.expect === 'accept'
    const text = given.kind === 'localpart' ? `${given.input}@example.org` : given.input
    const found = isAddress(text)
    if (expected === null || found === expected || (expected && eitherWay(text))) return passed
    return failed(`${JSON.stringify(text)} is ${found ? 'accepted' : 'refused'}`)
  },
}
