// How the DNS is asked, in a row of its own: the version is the lock of its page.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type DnsSettings, type DnsSettingsView, dnsSettings, type UpdateDnsSettingsInput, updateDnsSettingsInput } from './settings-schema'

const key = 'dns'

export async function readDnsSettings(tx: Pick<Tx, 'setting'> = db()): Promise<{ values: DnsSettings; version: number }> {
  const row = await tx.setting.findUnique({ where: { key } })
  return { values: dnsSettings.parse(row?.value ?? {}), version: row?.version ?? 0 }
}

export async function getDnsSettings(actor: Actor): Promise<DnsSettingsView> {
  requirePermission(actor, 'settings.read')
  const { values, version } = await readDnsSettings()
  return { ...values, version }
}

export function updateDnsSettings(actor: Actor, version: number, input: UpdateDnsSettingsInput): Promise<Outcome<DnsSettingsView>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateDnsSettingsInput, input)
    return recordChange(actor, 'settings.write', async (tx) => {
      await tx.$executeRaw`insert into "Setting" (key, value, version, "updatedAt") values (${key}, '{}', 0, now()) on conflict do nothing`
      await tx.$executeRaw`select 1 from "Setting" where key = ${key} for update`
      const { values, version: current } = await readDnsSettings(tx)
      if (current !== version) await denyConflict(tx, key, current - version, { ...values, version: current })
      const changed = changedFields(values, wanted)
      if (!changed) return { value: { ...values, version }, entries: [], domains: [] }
      const value = { ...values, ...changed.after }
      await tx.setting.update({ where: { key }, data: { value, version: version + 1 } })
      const entry = { action: 'settings.update', subjectKind: 'settings', subjectId: key, subjectName: 'DNS', ...changed }
      return { value: { ...value, version: version + 1 }, entries: [entry], domains: [] }
    })
  })
}
