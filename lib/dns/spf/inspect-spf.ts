// An SPF record with all that it draws in, for the one who owns it: what each term costs of the ten look-ups, and what is wrong anywhere below.
// Terms with macros depend on the mail: they are counted, and not followed.
import { type Finding, findingsBy } from '../finding'
import { canonicalName, isQueryable } from '../name'
import type { DnsResolver, RecordType } from '../resolver'
import { type MacroString, usesMacro, writeMacroString } from './macro-string'
import { isSpf, lookupsMax, parseSpf, type SpfCode } from './parse-spf'
import { asksDns, type Directive, type SpfRecord, writeDirective } from './record'
import { namesMax, voidLookupsMax } from './session'

export const inspectRules = {
  spf_too_many_lookups: 'RFC 7208 4.6.4',
  spf_too_many_void_lookups: 'RFC 7208 4.6.4',
  spf_too_many_mx: 'RFC 7208 4.6.4',
  spf_include_of_nothing: 'RFC 7208 5.2',
  spf_redirect_to_nothing: 'RFC 7208 6.1',
  spf_several_records: 'RFC 7208 4.5',
  spf_loop: 'RFC 7208 4.6.4',
  spf_no_such_host: 'RFC 7208 4.6.4',
} as const
export type InspectCode = keyof typeof inspectRules | SpfCode
const finding = findingsBy(inspectRules)

export type SpfPart = {
  term: string /** Of which record. */
  domain: string /** Look-ups of the term and of all below it. */
  lookups: number
}
export type SpfInspection = {
  record: SpfRecord | null
  lookups: number
  voidLookups: number
  parts: SpfPart[]
  errors: Finding<InspectCode>[]
  warnings: Finding<InspectCode>[]
  /** Names that could not be asked: nothing is known of them. */
  unanswered: string[]
}

/** Beyond this nothing is followed any more: a record may draw in half the world. */
const followMax = 60
const aheadMax = 2 * lookupsMax

export async function inspectSpf(resolver: DnsResolver, domain: string, text: string): Promise<SpfInspection> {
  const inspector = new Inspector(resolver)
  const record = await inspector.record(canonicalName(domain), text, [])
  const { errors, lookups, voidLookups } = inspector
  if (lookups > lookupsMax) errors.push(finding('spf_too_many_lookups', { lookups, most: lookupsMax }))
  if (voidLookups > voidLookupsMax) errors.push(finding('spf_too_many_void_lookups', { lookups: voidLookups, most: voidLookupsMax }))
  return { record, lookups, voidLookups, errors, parts: inspector.parts, warnings: inspector.warnings, unanswered: inspector.unanswered }
}

class Inspector {
  lookups = 0
  voidLookups = 0
  readonly parts: SpfPart[] = []
  readonly errors: Finding<InspectCode>[] = []
  readonly warnings: Finding<InspectCode>[] = []
  readonly unanswered: string[] = []
  private ahead = 0

  constructor(private readonly resolver: DnsResolver) {}

  async record(domain: string, text: string, above: readonly string[]): Promise<SpfRecord | null> {
    const { value, errors, warnings } = parseSpf(text)
    this.errors.push(...errors)
    // Of a record that another one owns only what breaks ours is told.
    if (above.length === 0) this.warnings.push(...warnings)
    if (!value) return null
    const trail = [...above, domain]
    this.askAhead(value)
    for (const directive of value.directives) if (asksDns(directive.mechanism)) await this.directive(directive, domain, trail)
    const redirects = value.redirect && !value.directives.some(({ mechanism }) => mechanism.kind === 'all')
    if (redirects && value.redirect) {
      const before = this.lookups++
      await this.follow(value.redirect, 'spf_redirect_to_nothing', trail)
      this.parts.push({ term: `redirect=${writeMacroString(value.redirect)}`, domain, lookups: this.lookups - before })
    }
    return value
  }

  /** What the terms draw in is read one after another, and asked for at once. */
  private askAhead({ directives }: SpfRecord): void {
    for (const { mechanism } of directives) {
      if (mechanism.kind !== 'include' || usesMacro(mechanism.domain)) continue
      const target = canonicalName(writeMacroString(mechanism.domain))
      if (isQueryable(target) && this.ahead++ < aheadMax) this.resolver.lookup(target, 'TXT')
    }
  }

  private async directive(directive: Directive, domain: string, trail: readonly string[]): Promise<void> {
    const { mechanism } = directive
    const before = this.lookups++
    if (mechanism.kind === 'include') await this.follow(mechanism.domain, 'spf_include_of_nothing', trail)
    if (mechanism.kind === 'a' || mechanism.kind === 'mx') await this.hosts(mechanism.kind, mechanism.domain, domain)
    this.parts.push({ term: writeDirective(directive), domain, lookups: this.lookups - before })
  }

  private async follow(
    spec: MacroString,
    nothing: 'spf_include_of_nothing' | 'spf_redirect_to_nothing',
    trail: readonly string[],
  ): Promise<void> {
    if (usesMacro(spec) || this.lookups > followMax) return
    const target = canonicalName(writeMacroString(spec))
    if (trail.includes(target)) {
      this.errors.push(finding('spf_loop', { domain: target }))
      return
    }
    const texts = await this.ask(target, 'TXT', { countsVoid: false })
    if (texts === null) return
    const records = texts.filter(isSpf)
    const [text] = records
    if (text === undefined) this.errors.push(finding(nothing, { domain: target }))
    else if (records.length > 1) this.errors.push(finding('spf_several_records', { domain: target }))
    else await this.record(target, text, trail)
  }

  private async hosts(kind: 'a' | 'mx', spec: MacroString | null, domain: string): Promise<void> {
    if (spec && usesMacro(spec)) return
    const name = spec ? canonicalName(writeMacroString(spec)) : domain
    if (kind === 'mx') {
      const hosts = await this.ask(name, 'MX')
      if (hosts && hosts.length > namesMax) this.errors.push(finding('spf_too_many_mx', { name, most: namesMax }))
      if (hosts?.length === 0) this.warnings.push(finding('spf_no_such_host', { name, type: 'MX' }))
      return
    }
    const [four, six] = await Promise.all([this.ask(name, 'A', { countsVoid: false }), this.ask(name, 'AAAA', { countsVoid: false })])
    if (four?.length !== 0 || six?.length !== 0) return
    this.voidLookups++
    this.warnings.push(finding('spf_no_such_host', { name, type: 'A' }))
  }

  /** null: no answer. */
  private async ask<Type extends RecordType>(name: string, type: Type, { countsVoid = true } = {}) {
    if (!isQueryable(name)) return []
    const answer = await this.resolver.lookup(name, type)
    if (answer.state === 'failed') {
      this.unanswered.push(name)
      return null
    }
    if (answer.state === 'found') return answer.records
    if (countsVoid) this.voidLookups++
    return []
  }
}
