// Settings of the whole panel, each with its default. What is not set has its default, so a new setting needs no migration.
import * as z from 'zod'
import { defaultLocale, locales } from '#lib/i18n/locales'

export const settings = z.strictObject({
  /** Days that the mail of a deleted mailbox is kept. */
  archiveDays: z.int().min(0).max(3650).default(30),
  /** Of people who have not chosen and whose browser asks for none of ours. */
  defaultLocale: z.enum(locales).default(defaultLocale),
})
export type Settings = z.output<typeof settings>

export const updateSettingsInput = z
  .strictObject({ archiveDays: z.coerce.number().pipe(z.int().min(0).max(3650)), defaultLocale: z.enum(locales) })
  .partial()
export type UpdateSettingsInput = z.input<typeof updateSettingsInput>

export const settingsView = z.object({ archiveDays: z.int(), defaultLocale: z.enum(locales), publicUrl: z.string(), version: z.int() })
export type SettingsView = z.infer<typeof settingsView>
