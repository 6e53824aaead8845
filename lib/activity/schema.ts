// What mail programs did with a mailbox, as its person and administrators see it.
import * as z from 'zod'
import { mailProtocol } from '#lib/protocol/operations'

export const mailSignInView = z.object({
  id: z.uuid(),
  /** The last of `times` within a minute. */
  at: z.iso.datetime(),
  times: z.int(),
  protocol: mailProtocol,
  result: z.enum(['signed_in', 'wrong']),
  clientAddress: z.string().nullable(),
  /** The app password; its name is empty when it was revoked before the log was read. null: the password of the mailbox, or not known. */
  appPassword: z.string().nullable(),
})
export type MailSignInView = z.infer<typeof mailSignInView>

export const mailSessionView = z.object({ protocol: mailProtocol, clientAddress: z.string(), connections: z.int() })
export type MailSessionView = z.infer<typeof mailSessionView>

/** Names are what the person typed, with nothing taken out. */
export const folderList = z.object({
  folders: z.array(z.object({ name: z.string(), messages: z.int(), bytes: z.int() })),
  /** Smaller ones that are not listed. */
  more: z.int(),
})
export type FolderList = z.infer<typeof folderList>

export const endMailSessionsInput = z.strictObject({
  /** Those from there alone; left out: all. */
  clientAddress: z.union([z.null(), z.literal('').transform(() => null), z.ipv4(), z.ipv6()]).default(null),
})
export type EndMailSessionsInput = z.input<typeof endMailSessionsInput>
