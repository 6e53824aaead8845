// Further passwords of a mailbox, one for each mail program, coming in and going out.
import * as z from 'zod'
import { instantOrNone, lineText, networkList, onOff } from '#lib/addresses/input'
import { mailProtocol } from '#lib/protocol/operations'

/** A mailbox has few programs; each password is a line on the host for each of its protocols. */
export const appPasswordsMax = 50

export const mailProtocols = mailProtocol.options

const created = {
  /** What it is for, in the person's words. */
  name: lineText(60).pipe(z.string().min(1, 'required')),
  imap: onOff.default(true),
  pop3: onOff.default(false),
  submission: onOff.default(true),
  sieve: onOff.default(false),
  /** From where alone it may be used: addresses, or networks such as 192.0.2.0/24. Empty: from anywhere. */
  networks: networkList(20).default([]),
  /** ISO 8601; null never expires. */
  expiresAt: instantOrNone.default(null),
}

export const createAppPasswordInput = z.strictObject(created)
export type CreateAppPasswordInput = z.input<typeof createAppPasswordInput>

/** The person proves first that it is them. */
export const createOwnAppPasswordInput = z.strictObject({ ...created, currentPassword: z.string().min(1, 'required').max(1024) })
export type CreateOwnAppPasswordInput = z.input<typeof createOwnAppPasswordInput>

export const appPasswordView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['own', 'webmail']),
  imap: z.boolean(),
  pop3: z.boolean(),
  submission: z.boolean(),
  sieve: z.boolean(),
  networks: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  expired: z.boolean(),
  lastUsed: z.object({ at: z.iso.datetime(), protocol: mailProtocol, clientAddress: z.string().nullable() }).nullable(),
})
export type AppPasswordView = z.infer<typeof appPasswordView>

/** `password` is shown in this answer alone; `address` is the user name that goes with it. */
export const appPasswordMade = appPasswordView.extend({ address: z.string(), password: z.string() })
export type AppPasswordMade = z.infer<typeof appPasswordMade>
