import 'server-only'
import { findDomains } from '#lib/addresses/domain-here'
import { domainOf } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { changedFields, denyConflict, lockSetting } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { env } from '#lib/env'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { readSettings, settingsKey } from './queries'
import { type SettingsView, type UpdateSettingsInput, updateSettingsInput } from './schema'

export function updateSettings(actor: Actor, version: number, input: UpdateSettingsInput): Promise<Outcome<SettingsView>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateSettingsInput, input)
    return recordChange(actor, 'settings.write', async (tx) => {
      await lockSetting(tx, settingsKey)
      const { values, version: current } = await readSettings(tx)
      const view = { ...values, publicUrl: env('NEXTAUTH_URL'), version: current }
      if (current !== version) await denyConflict(tx, settingsKey, current - version, view)
      const changed = changedFields(values, wanted)
      if (!changed) return { value: view, entries: [], domains: [] }
      if (changed.after.senderAddress) await requireSenderHere(tx, changed.after.senderAddress)
      const value = { ...values, ...changed.after }
      await tx.setting.update({ where: { key: settingsKey }, data: { value, version: { increment: 1 } } })
      const entry = { action: 'settings.update', subjectKind: 'settings', subjectId: settingsKey, subjectName: 'panel' }
      return { value: { ...view, ...changed.after, version: current + 1 }, entries: [{ ...entry, ...changed }], domains: [] }
    })
  })
}

/** No host sends as a domain that it does not hold. */
async function requireSenderHere(tx: Tx, address: string): Promise<void> {
  const [domain] = await findDomains(tx, [domainOf(address)])
  if (domain?.kind !== 'hosted' || !domain.enabled) deny('sender_not_hosted', 'senderAddress', { domain: domainOf(address) })
}
