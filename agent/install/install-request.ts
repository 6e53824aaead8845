// What enrolment hands over, on stdin and once: the panel's public key, and a certificate when the administrator has one.
import * as z from 'zod'

const pem = (kind: string) =>
  z
    .string()
    .max(100_000)
    .regex(new RegExp(`^-----BEGIN ${kind}-----\\n[A-Za-z0-9+/=\\n \\t-]+$`))

export const installRequest = z.strictObject({
  /** OpenSSH's form, ed25519 alone; a comment of plain characters may follow. */
  publicKey: z.string().regex(/^ssh-ed25519 [A-Za-z0-9+/]{68}(?: [A-Za-z0-9@._-]{1,100})?$/),
  /** Put this key in the place of another panel's, which is locked out by it. */
  takeOver: z.boolean().default(false),
  tls: z.strictObject({ fullchain: pem('CERTIFICATE'), privkey: pem('(?:RSA |EC )?PRIVATE KEY') }).optional(),
})
export type InstallRequest = z.output<typeof installRequest>
export const requestBytesMax = 300_000
