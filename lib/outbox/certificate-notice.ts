// What is told of a certificate that ends soon. The name is the one that was asked for, never one that a certificate brought.
import * as z from 'zod'

export const certificateNotice = z.object({
  host: z.string(),
  name: z.string(),
  ends: z.iso.datetime(),
  ended: z.boolean(),
  ports: z.array(z.int()),
})
export type CertificateNotice = z.infer<typeof certificateNotice>
