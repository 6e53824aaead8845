// What a check is told of the subject: nothing of it comes from the DNS that is checked.
import type { Service } from '#lib/dns/mail-ports'

export type HostFacts = {
  /** By which it greets other servers, and which its certificate carries. */
  name: string
  /** Addresses that the panel connects to; those of its name are found by asking. */
  addresses: readonly string[]
  /** The server that all its mail leaves by; null: it delivers by itself. */
  relay: string | null
  /** The panel takes addresses of private networks for what they are here: the host's own (a house without the internet). */
  allowPrivate: boolean
  /** The resolvers validate DNSSEC and are trusted to say so. */
  validating: boolean
  /** What port 25 shows (DER, base64, its own first), as far as it was looked at. */
  shown: readonly string[]
  /** Chains of the panel's certificates that are used, and of those that wait to be, PEM. */
  currentChains: readonly string[]
  nextChains: readonly string[]
  /** Zones of lists to be asked for its addresses. */
  blocklists: readonly string[]
  /** The same of names. */
  nameLists: readonly string[]
}

/** A key of the panel's; `publicKey` as `p=` has it. */
export type DkimFact = {
  selector: string
  algorithm: 'rsa' | 'ed25519'
  publicKey: string
  state: 'pending' | 'published' | 'active' | 'retiring' | 'retired'
  since: Date
  /** It signed, and stopped as its record was gone. */
  lostRecord: boolean
  /** Published, and something else keeps it from signing. */
  obstacle: boolean
}

export type DomainFacts = {
  name: string
  /** relay: mail passes through to another server; its other records are the matter of that one. */
  kind: 'hosted' | 'alias' | 'relay'
  /** false: it is switched off, and neither takes nor sends mail. */
  hasMail: boolean
  host: HostFacts
  services: readonly Service[]
  publicUrl: string
  /** The MTA-STS policy that was seen before, and under which id. */
  policyBefore: { id: string; text: string } | null
  dkim: readonly DkimFact[]
  /** Names that look like it and are nobody's here; null: the settings do not ask about them. */
  lookAlikes: readonly string[] | null
}
