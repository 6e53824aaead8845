// Settings of the whole panel, each with its default. What is not set has its default, so a new setting needs no migration.
import * as z from 'zod'
import { hostedAddress, lineText, onOff } from '#lib/addresses/input'
import { signOnLines, webAddressOrNone } from '#lib/addresses/web-address'
import { defaultLocale, locales } from '#lib/i18n/locales'

const empty = z.literal('').transform(() => null)
/** What would need quoting in a header, or look like an address there (RFC 5322 3.4). */
const panelName = lineText(60).pipe(
  z
    .string()
    .min(1, 'required')
    .regex(/^[^"\\<>@]*$/, 'invalid_panel_name'),
)
export const roles = ['owner', 'admin', 'domain_admin', 'auditor'] as const
const role = z.enum(roles)

export const settings = z.strictObject({
  /** Days that the mail of a deleted mailbox is kept. */
  archiveDays: z.int().min(0).max(3650).default(30),
  /** Of people who have not chosen and whose browser asks for none of ours. */
  defaultLocale: z.enum(locales).default(defaultLocale),
  /** From where Postern sends its own messages; null: it sends none. An address of a hosted domain. */
  senderAddress: z.string().nullable().default(null),
  /** The name beside it, and on the pages of people with a mailbox. */
  panelName: z.string().default('Postern'),
  /** Where people read their mail in a browser; null: nowhere. */
  webmailUrl: z.string().nullable().default(null),
  /** Webmails that open for who is signed in to /me: `https://webmail.example.org 192.0.2.10`, the addresses being those that they ask from. */
  webmailSignOn: z.array(z.string()).default([]),
  /** Roles whose people must have a second factor. */
  secondFactorRoles: z.array(role).default([]),
  /** Days that sign-in attempts are kept. */
  signInDays: z.int().min(1).max(3650).default(90),
  /** Unusual activity of a mailbox is mailed to those who may close it. */
  unusualMail: z.boolean().default(true),
})
export type Settings = z.output<typeof settings>

export const updateSettingsInput = z
  .strictObject({
    archiveDays: z.coerce.number().pipe(z.int().min(0).max(3650)),
    defaultLocale: z.enum(locales),
    senderAddress: z.union([z.null(), empty, hostedAddress]),
    panelName,
    webmailUrl: webAddressOrNone,
    webmailSignOn: signOnLines,
    secondFactorRoles: z.array(role).transform((given) => roles.filter((one) => given.includes(one))),
    signInDays: z.coerce.number().pipe(z.int().min(1).max(3650)),
    unusualMail: onOff,
  })
  .partial()
export type UpdateSettingsInput = z.input<typeof updateSettingsInput>

export const settingsView = z.object({
  archiveDays: z.int(),
  defaultLocale: z.enum(locales),
  senderAddress: z.string().nullable(),
  panelName: z.string(),
  webmailUrl: z.string().nullable(),
  webmailSignOn: z.array(z.string()),
  secondFactorRoles: z.array(role),
  signInDays: z.int(),
  unusualMail: z.boolean(),
  publicUrl: z.string(),
  version: z.int(),
})
export type SettingsView = z.infer<typeof settingsView>
