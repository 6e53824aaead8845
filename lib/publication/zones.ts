// Which zones the panel may write to, as owners set it.
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict, isUuid } from '#lib/changes/edit'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import type { TsigAlgorithm } from '#lib/dns/update/tsig-algorithms'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll, refusal } from '#lib/refusals'
import { seal } from '#lib/sealing'
import { requireValid } from '#lib/valid'
import { openDoor, type ZoneRow, zoneOwner } from './open-door'
import {
  type CreateZoneInput,
  createZoneInput,
  type UpdateZoneInput,
  updateZoneInput,
  type ZoneKind,
  type ZoneView,
  zoneMistakes,
} from './schema'
import { withRefusals } from './with-refusals'

export async function listZones(actor: Actor): Promise<ZoneView[]> {
  requirePermission(actor, 'settings.read')
  const rows = await db().dnsZone.findMany({ include: counted, orderBy: { name: 'asc' } })
  return rows.map(viewOf)
}

export async function getZone(actor: Actor, idOrName: string): Promise<ZoneView> {
  requirePermission(actor, 'settings.read')
  return viewOf(await requireZone(db(), idOrName))
}

export function createZone(actor: Actor, input: CreateZoneInput): Promise<Outcome<ZoneView>> {
  return asOutcome(async () => {
    const { secret, ...wanted } = requireValid(createZoneInput, input)
    denyAll(zoneMistakes({ ...wanted, secret }).map(([field, code]) => refusal(code, field, { text: wanted.server })))
    return recordChange(actor, 'settings.write', async (tx) => {
      if (await tx.dnsZone.findUnique({ where: { name: wanted.name } })) deny('dns_zone_exists', 'name', { name: wanted.name })
      const id = randomUUID()
      const row = await tx.dnsZone.create({ data: { id, ...wanted, secretSealed: seal(secret, zoneOwner(id)) }, include: counted })
      return { value: viewOf(row), entries: [entryOf('create', row, { after: { ...wanted, secret: '(changed)' } })], domains: [] }
    })
  })
}

export function updateZone(actor: Actor, idOrName: string, version: number, input: UpdateZoneInput): Promise<Outcome<ZoneView>> {
  return asOutcome(async () => {
    const { secret: given, ...wanted } = requireValid(updateZoneInput, input)
    const secret = given === '' ? undefined : given
    return recordChange(actor, 'settings.write', async (tx) => {
      const before = await requireZone(tx, idOrName)
      await tx.$queryRaw`select 1 from "DnsZone" where id = ${before.id}::uuid for update`
      const row = await requireZone(tx, before.id)
      if (row.version !== version) await denyConflict(tx, row.id, row.version - version, viewOf(row))
      const next = { ...viewOf(row), ...wanted }
      denyAll(zoneMistakes({ ...next, secret }).map(([field, code]) => refusal(code, field, { text: next.server })))
      // A key goes to the server that it was given for, and to no other.
      if (secret === undefined && next.server !== row.server) deny('dns_secret_again', 'secret')
      const changed = changedFields(viewOf(row), wanted)
      if (!changed && secret === undefined) return { value: viewOf(row), entries: [], domains: [] }
      const sealed = secret === undefined ? {} : { secretSealed: seal(secret, zoneOwner(row.id)) }
      const saved = await tx.dnsZone.update({
        where: { id: row.id },
        data: { ...wanted, ...sealed, version: version + 1 },
        include: counted,
      })
      const after = { ...changed?.after, ...(secret !== undefined && { secret: '(changed)' }) }
      return { value: viewOf(saved), entries: [entryOf('update', saved, { before: changed?.before ?? {}, after })], domains: [] }
    })
  })
}

/** What was published stays, and is nobody's from then on. */
export function removeZone(actor: Actor, idOrName: string, version: number): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'settings.write', async (tx) => {
      const row = await requireZone(tx, idOrName)
      if (row.version !== version) await denyConflict(tx, row.id, row.version - version, viewOf(row))
      await tx.dnsZone.delete({ where: { id: row.id } })
      return { value: null, entries: [entryOf('remove', row, { before: { records: row._count.records } })], domains: [] }
    }),
  )
}

/** Whether it can be read with its key. */
export function testZone(actor: Actor, idOrName: string): Promise<Outcome<null>> {
  return asOutcome(async () => {
    requirePermission(actor, 'settings.write')
    const row = await requireZone(db(), idOrName)
    await withRefusals(row, async () => (await openDoor(row)).read([{ name: row.name, type: 'TXT' }]))
    return { value: null, revision: null }
  })
}

const counted = { _count: { select: { records: true } } } as const
type Counted = ZoneRow & { _count: { records: number } }

async function requireZone(tx: Pick<Tx, 'dnsZone'>, idOrName: string): Promise<Counted> {
  const where = isUuid(idOrName) ? { id: idOrName } : { name: idOrName.toLowerCase() }
  const row = await tx.dnsZone.findUnique({ where, include: counted })
  if (!row) throw new AppError('not_found', { subject: idOrName.slice(0, 253) })
  return row
}

const viewOf = ({ _count, createdAt: _createdAt, ...row }: Counted): ZoneView => ({
  ...row,
  kind: row.kind as ZoneKind,
  algorithm: row.algorithm as TsigAlgorithm,
  records: _count.records,
})

const entryOf = (
  verb: 'create' | 'update' | 'remove',
  { id, name }: ZoneRow,
  fields: Pick<ChangeEntry, 'before' | 'after'>,
): ChangeEntry => ({
  ...{ action: `settings.${verb}`, subjectKind: 'settings', subjectId: id, subjectName: name },
  ...fields,
})
