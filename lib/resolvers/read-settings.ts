import 'server-only'
import { db, type Tx } from '#lib/db/client'
import { type DnsSettings, dnsSettings } from './settings-schema'

/** A row of its own: the version is the lock of its page. */
export const dnsSettingsKey = 'dns'

export async function readDnsSettings(tx: Pick<Tx, 'setting'> = db()): Promise<{ values: DnsSettings; version: number }> {
  const row = await tx.setting.findUnique({ where: { key: dnsSettingsKey } })
  return { values: dnsSettings.parse(row?.value ?? {}), version: row?.version ?? 0 }
}
