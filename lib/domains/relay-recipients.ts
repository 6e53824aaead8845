// The recipients that a relay domain accepts, where it keeps a list. Local parts, added and removed by set: saying one twice changes nothing.
import { localPartOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { requireInScope } from '#lib/auth/scope'
import { denyConflict, isUuid, lockRowOf } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome, type Page, type Refusal } from '#lib/outcome'
import { hostedLocalPart } from '#lib/protocol/names'
import { deny, denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { type RelayRecipientsInput, relayRecipientsInput } from './schema'
import { domainInclude, domainViewOf } from './view'

const recipientsMax = 100_000

/** `cursor` is the last local part of the page before. */
export async function listRelayRecipients(
  actor: Actor,
  domainId: string,
  page: { cursor?: string; limit?: number } = {},
): Promise<Page<string>> {
  requirePermission(actor, 'domain.read')
  const limit = Math.min(Math.max(page.limit ?? 200, 1), 1000)
  if (!isUuid(domainId)) throw new AppError('not_found', { subject: domainId })
  requireInScope(actor, { id: domainId }, domainId)
  const where = { domainId }
  const rows = await db().relayRecipient.findMany({
    where: { ...where, ...(page.cursor && { localPart: { gt: page.cursor } }) },
    orderBy: { localPart: 'asc' },
    take: limit + 1,
  })
  const names = rows.slice(0, limit).map((row) => row.localPart)
  const count = await db().relayRecipient.count({ where })
  return { rows: names, next: rows.length > limit ? (names.at(-1) ?? null) : null, previous: null, total: { count, exact: true } }
}

export function changeRelayRecipients(
  actor: Actor,
  domainId: string,
  version: number,
  input: RelayRecipientsInput,
): Promise<Outcome<{ added: number; removed: number; count: number; version: number }>> {
  return asOutcome(async () => {
    const { add, remove } = requireValid(relayRecipientsInput, input)
    return recordChange(actor, 'domain.write', async (tx) => {
      const current = await lockRowOf(actor, tx, 'Domain', domainId)
      const row = await tx.domain.findUniqueOrThrow({ where: { id: domainId }, include: domainInclude })
      if (current !== version) await denyConflict(tx, domainId, current - version, domainViewOf(row))
      if (row.kind !== 'relay') deny('domain_not_relay', null, { domain: row.name })
      const added = await tx.relayRecipient.createMany({
        data: localParts(add, row.name, 'add').map((localPart) => ({ domainId, localPart })),
        skipDuplicates: true,
      })
      const removed = await tx.relayRecipient.deleteMany({ where: { domainId, localPart: { in: localParts(remove, row.name, 'remove') } } })
      const count = await tx.relayRecipient.count({ where: { domainId } })
      if (count > recipientsMax) deny('selection_too_large', 'add', { limit: recipientsMax })
      const changed = added.count + removed.count > 0
      if (changed) await tx.domain.update({ where: { id: domainId }, data: { version: { increment: 1 } } })
      const value = { added: added.count, removed: removed.count, count, version: changed ? current + 1 : current }
      const entry = {
        action: 'domain.relay-recipients',
        subjectKind: 'domain',
        subjectId: domainId,
        subjectName: row.name,
        domainName: row.name,
      }
      return {
        value,
        entries: changed ? [{ ...entry, after: { relayRecipients: { added: add.slice(0, 100), removed: remove.slice(0, 100) } } }] : [],
        domains: [row.name],
      }
    })
  })
}

/** Local parts, or whole addresses of this domain. */
function localParts(texts: readonly string[], domain: string, field: string): string[] {
  const refusals: Refusal[] = []
  const parts = texts.map((text, index) => {
    const lower = text.trim().toLowerCase()
    const parsed = hostedLocalPart.safeParse(lower.endsWith(`@${domain}`) ? localPartOf(lower) : lower)
    if (!parsed.success) refusals.push(refusal('invalid_local_part', `${field}.${index}`, { text: text.slice(0, 120) }))
    return parsed.data ?? ''
  })
  denyAll(refusals)
  return [...new Set(parts)]
}
