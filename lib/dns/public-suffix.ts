// The part of a name that somebody registered, to group the senders in reports by organisation. By the Public Suffix List with its private part:
// customers of a hoster are strangers to each other. DMARC itself no longer asks this list (RFC 9989 4.10).
import { getDomain } from 'tldts'
import { parseDomain } from '#lib/addresses/parse-domain'

export function registrableDomain(name: string): string | null {
  if (name.startsWith('.')) return null
  return parseDomain(name) && getDomain(name.toLowerCase(), { allowPrivateDomains: true, validateHostname: false, extractHostname: false })
}
