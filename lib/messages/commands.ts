import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict, lockSetting } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { asOutcome, type Outcome } from '#lib/outcome'
import { readTraceSettings } from '#lib/traces/retention'
import {
  traceSettingsKey as key,
  type TraceSettingsView,
  type UpdateTraceSettingsInput,
  updateTraceSettingsInput,
} from '#lib/traces/settings-schema'
import { requireValid } from '#lib/valid'
import { type EraseInput, eraseInput } from './schema'

/** Takes an address out of all that is kept of the logs. The worker does it; the change says who wanted it. */
export function eraseTraces(actor: Actor, input: EraseInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const { address } = requireValid(eraseInput, input)
    return recordChange(actor, 'message.write', async (tx) => {
      await tx.$executeRaw`
        select graphile_worker.add_job('erase-traces', json_build_object('address', ${address}::text), queue_name => 'erase-traces')`
      const entry = { action: 'message.erase', subjectKind: 'address', subjectId: address, subjectName: address }
      return { value: null, entries: [entry], domains: [] }
    })
  })
}

export async function getTraceSettings(actor: Actor): Promise<TraceSettingsView> {
  requirePermission(actor, 'settings.read')
  const { values, version } = await readTraceSettings()
  return { ...values, version }
}

export function updateTraceSettings(actor: Actor, version: number, input: UpdateTraceSettingsInput): Promise<Outcome<TraceSettingsView>> {
  return asOutcome(async () => {
    const wanted = requireValid(updateTraceSettingsInput, input)
    return recordChange(actor, 'settings.write', async (tx) => {
      await lockSetting(tx, key)
      const { values, version: current } = await readTraceSettings(tx)
      if (current !== version) await denyConflict(tx, key, current - version, { ...values, version: current })
      const changed = changedFields(values, wanted)
      if (!changed) return { value: { ...values, version }, entries: [], domains: [] }
      const value = { ...values, ...changed.after }
      await tx.setting.update({ where: { key }, data: { value, version: version + 1 } })
      const entry = { action: 'settings.update', subjectKind: 'settings', subjectId: key, subjectName: 'logs', ...changed }
      return { value: { ...value, version: version + 1 }, entries: [entry], domains: [] }
    })
  })
}
