// Certificates on their way to a host, and answers to a certificate authority that asks there (RFC 8555 8.3).
import * as z from 'zod'

const pem = (label: string, blocks: number) =>
  z
    .string()
    .max(65_536)
    .regex(new RegExp(`^(?:-----BEGIN ${label}-----\\n(?:[A-Za-z0-9+/=]{1,76}\\n)+-----END ${label}-----\\n){1,${blocks}}$`))

/** A name of a certificate that programs ask for (RFC 6066 3), or one with a star for its first label. Lower case, A-labels. */
export const servedName = z
  .string()
  .max(253)
  .regex(/^(?:\*\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/)

export const hostCertificate = z.strictObject({
  /** The server's own first, each next one is the issuer of the one before; without the root. */
  chain: pem('CERTIFICATE', 10),
  /** PKCS #8. */
  privateKey: pem('PRIVATE KEY', 1),
  /** Whoever asks for one of these gets this certificate. */
  names: z.array(servedName).max(500),
})
export type HostCertificate = z.infer<typeof hostCertificate>

/** The first one is shown to all who ask for no name, or for one that nobody has. */
export const hostCertificates = z.strictObject({ certificates: z.array(hostCertificate).min(1).max(100) })
export type HostCertificates = z.infer<typeof hostCertificates>

const base64url = z.string().regex(/^[A-Za-z0-9_-]{16,256}$/)
export const challengeAnswer = z.strictObject({
  token: base64url,
  keyAuthorization: z.string().regex(/^[A-Za-z0-9_-]{16,256}\.[A-Za-z0-9_-]{43}$/),
})
export type ChallengeAnswer = z.infer<typeof challengeAnswer>
