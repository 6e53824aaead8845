// One evaluation of SPF: whose mail, how many look-ups were spent, and what the macros stand for.
import { dottedForm, type Ip, parseIp, readableIp, reverseName } from '../ip'
import { canonicalName, isQueryable, isSameOrBelow, nameMax } from '../name'
import type { Answer, DnsResolver, RecordType, RecordTypes } from '../resolver'
import { expandMacros, type MacroLetter, type MacroString } from './macro-string'
import { lookupsMax } from './parse-spf'

export type SpfMail = {
  ip: Ip
  /** The domain whose record is asked: of MAIL FROM, or of HELO where MAIL FROM is empty (2.4). */
  domain: string
  /** The whole sender; without a local part it is the postmaster's (4.3). */
  sender: string
  helo: string
  /** The name of the host that received the mail, for explanations. */
  receiver?: string
}
type Because = { code: string; values?: Record<string, string | number> }

/** Ends an evaluation: as permerror, or as temperror. */
export class SpfError extends Error {
  readonly because: Because
  constructor(code: string, values?: Because['values']) {
    super(code)
    this.because = { code, ...(values && { values }) }
  }
}
export class PermanentError extends SpfError {}
export class TemporaryError extends SpfError {}

export const voidLookupsMax = 2
/** Names of one `mx` or `ptr` that are looked up (4.6.4). */
export const namesMax = 10

export class SpfSession {
  lookups = 0
  voidLookups = 0
  private validated: Promise<string[]> | null = null

  constructor(
    readonly resolver: DnsResolver,
    readonly mail: SpfMail,
  ) {}

  countLookup(): void {
    this.lookups++
    if (this.lookups > lookupsMax) throw new PermanentError('spf_too_many_lookups', { most: lookupsMax })
  }

  /** Records of a name; none is counted as a void look-up (4.6.4), no answer ends the evaluation (4.4, 5). */
  async records<Type extends RecordType>(name: string, type: Type, { countsVoid = true } = {}): Promise<RecordTypes[Type][]> {
    // 4.3: a name that cannot be asked for is like one that does not exist.
    const asked: Answer<RecordTypes[Type]> = isQueryable(name)
      ? await this.resolver.lookup(canonicalName(name), type)
      : { state: 'none', name: false, secure: false }
    if (asked.state === 'failed') throw new TemporaryError('spf_no_answer', { name, type, why: asked.why })
    if (asked.state === 'found') return asked.records
    if (countsVoid) {
      this.voidLookups++
      if (this.voidLookups > voidLookupsMax) throw new PermanentError('spf_too_many_void_lookups', { most: voidLookupsMax, name })
    }
    return []
  }

  /** Names that the address claims and that claim it (5.5). No answer means none: `ptr` and `%{p}` never make an error. */
  validatedNames(): Promise<string[]> {
    this.validated ??= this.validateNames()
    return this.validated
  }

  private async validateNames(): Promise<string[]> {
    const { ip } = this.mail
    const claimed = await this.resolver.lookup(reverseName(ip), 'PTR')
    if (claimed.state !== 'found') return []
    const names: string[] = []
    for (const name of claimed.records.slice(0, namesMax).map(canonicalName)) {
      const back = isQueryable(name) ? await this.resolver.lookup(name, ip.version === 4 ? 'A' : 'AAAA') : null
      if (back?.state === 'found' && back.records.some((address) => isSameAddress(address, ip))) names.push(name)
    }
    return names
  }
}

function isSameAddress(text: string, ip: Ip): boolean {
  const other = parseIp(text)
  return other !== null && dottedForm(other) === dottedForm(ip)
}

/** 4.3: several labels, none empty or too long. */
export const isSpfDomain = (text: string): boolean => {
  const name = canonicalName(text)
  return name.includes('.') && isQueryable(name)
}

/** A domain-spec for this mail; what is too long loses labels at its left (7.3). */
export async function expandDomain(session: SpfSession, spec: MacroString, domain: string): Promise<string> {
  let text = canonicalName(await expandMacros(spec, (letter) => macroValue(session, letter, domain)))
  while (text.length > nameMax && text.includes('.')) text = text.slice(text.indexOf('.') + 1)
  return text
}

export async function macroValue(session: SpfSession, letter: MacroLetter, domain: string): Promise<string> {
  const { mail } = session
  const at = mail.sender.lastIndexOf('@')
  const local = at > 0 ? mail.sender.slice(0, at) : 'postmaster'
  const senderDomain = at >= 0 ? mail.sender.slice(at + 1) : mail.sender
  switch (letter) {
    case 's':
      return `${local}@${senderDomain}`
    case 'l':
      return local
    case 'o':
      return senderDomain
    case 'd':
      return domain
    case 'i':
      // Names mean the same in either case; the test suite of the RFC writes the nibbles in upper case.
      return dottedForm(mail.ip).toUpperCase()
    case 'p':
      return validatedName(await session.validatedNames(), canonicalName(domain))
    case 'v':
      return mail.ip.version === 4 ? 'in-addr' : 'ip6'
    case 'h':
      return mail.helo
    case 'c':
      return readableIp(mail.ip)
    case 'r':
      return mail.receiver ?? 'unknown'
    case 't':
      return String(Math.floor(Date.now() / 1000))
  }
}

/** 7.3: the domain itself, else a name below it, else any. */
const validatedName = (names: readonly string[], domain: string): string =>
  names.find((name) => name === domain) ?? names.find((name) => isSameOrBelow(name, domain)) ?? names[0] ?? 'unknown'
