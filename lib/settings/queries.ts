import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db, type Tx } from '#lib/db/client'
import { env } from '#lib/env'
import { type Settings, type SettingsView, settings } from './schema'

/** One row holds them all: its version is the lock of the settings page. */
export const settingsKey = 'panel'

export async function readSettings(tx: Pick<Tx, 'setting'> = db()): Promise<{ values: Settings; version: number }> {
  const row = await tx.setting.findUnique({ where: { key: settingsKey } })
  return { values: settings.parse(row?.value ?? {}), version: row?.version ?? 0 }
}

export async function getSettings(actor: Actor): Promise<SettingsView> {
  requirePermission(actor, 'settings.read')
  const { values, version } = await readSettings()
  return { ...values, publicUrl: env('NEXTAUTH_URL'), version }
}

/** What the pages of people with a mailbox show; no secret, and asked for before anybody is signed in. */
export async function getPublicSettings(): Promise<Pick<Settings, 'signInDays'>> {
  const { signInDays } = (await readSettings()).values
  return { signInDays }
}
