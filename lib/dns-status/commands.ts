import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { countRequest } from '#lib/auth/request-limit'
import { recordChange } from '#lib/changes/record'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { requireSubject, toAccept, toAsk } from './find-subject'
import { getDnsStatus } from './queries'
import { runRound } from './run-round'
import { type AcceptInput, acceptInput, type CheckId, type CheckView, checkResult, codesOf, type DnsStatusView } from './schema'
import { keyOf, type Subject } from './subject'
import { viewOfCheck } from './view'

/** Each is hundreds of questions to strangers. */
const checksPerMinute = 6

/** Asks at once, and shows what is found. */
export async function checkNow(actor: Actor, kind: Subject['kind'], idOrName: string): Promise<DnsStatusView> {
  const subject = await requireSubject(actor, kind, idOrName, toAsk)
  if (!(await countRequest([{ key: `dns:${subject.id}`, max: checksPerMinute, minutes: 1 }])))
    throw new AppError('rate_limited', { subject: subject.name })
  await runRound(subject, { atOnce: true })
  return getDnsStatus(actor, kind, subject.id)
}

/** A person says that what is found is meant so. Something else that is found later was not accepted. */
export function acceptDeviation(
  actor: Actor,
  kind: Subject['kind'],
  idOrName: string,
  check: CheckId,
  input: AcceptInput,
): Promise<Outcome<CheckView>> {
  return asOutcome(async () => {
    const { note } = requireValid(acceptInput, input)
    const subject = await requireSubject(actor, kind, idOrName, toAccept)
    return recordChange(actor, toAccept[kind], async (tx) => {
      const row = await tx.dnsCheck.findFirst({ where: { ...keyOf(subject), check } })
      if (!row) throw new AppError('not_found', { subject: check })
      const result = checkResult.parse(row.result)
      const codes = codesOf(result)
      if (codes.length === 0) deny('check_in_order', null)
      const data = { acceptedAt: new Date(), acceptedBy: actor.name, acceptedNote: note, acceptedCodes: codes }
      const saved = await tx.dnsCheck.update({ where: { id: row.id }, data })
      return { value: viewOfCheck(saved), entries: [entryOf(subject, 'dns-accept', { check, codes, note })], domains: [] }
    })
  })
}

export function withdrawDeviation(actor: Actor, kind: Subject['kind'], idOrName: string, check: CheckId): Promise<Outcome<CheckView>> {
  return asOutcome(async () => {
    const subject = await requireSubject(actor, kind, idOrName, toAccept)
    return recordChange(actor, toAccept[kind], async (tx) => {
      const row = await tx.dnsCheck.findFirst({ where: { ...keyOf(subject), check } })
      if (!row) throw new AppError('not_found', { subject: check })
      if (row.acceptedAt === null) return { value: viewOfCheck(row), entries: [], domains: [] }
      const data = { acceptedAt: null, acceptedBy: null, acceptedNote: null, acceptedCodes: [] }
      const saved = await tx.dnsCheck.update({ where: { id: row.id }, data })
      return { value: viewOfCheck(saved), entries: [entryOf(subject, 'dns-withdraw', { check })], domains: [] }
    })
  })
}

const entryOf = ({ kind, id, name }: Subject & { name: string }, verb: string, after: Record<string, unknown>) => ({
  action: `${kind}.${verb}`,
  subjectKind: kind,
  subjectId: id,
  subjectName: name,
  ...(kind === 'domain' ? { domainName: name } : { hostId: id }),
  after,
})
