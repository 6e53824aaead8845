// How the DNS is asked, as owners set it.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict, lockSetting } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { asOutcome, type Outcome } from '#lib/outcome'
import { dnsSettingsKey as key, readDnsSettings } from '#lib/resolvers/read-settings'
import { type DnsSettingsView, type UpdateDnsSettingsInput, updateDnsSettingsInput } from '#lib/resolvers/settings-schema'
import { requireValid } from '#lib/valid'

export async function getDnsSettings(actor: Actor): Promise<DnsSettingsView> {
  requirePermission(actor, 'settings.read')
  const { values, version } = await readDnsSettings()
  return { ...values, version }
}

export function updateDnsSettings(actor: Actor, version: number, input: UpdateDnsSettingsInput): Promise<Outcome<DnsSettingsView>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateDnsSettingsInput, input)
    return recordChange(actor, 'settings.write', async (tx) => {
      await lockSetting(tx, key)
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
