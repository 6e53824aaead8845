import * as z from 'zod'
import { systemActor } from '#lib/auth/actor'
import { lookAfterCertificates, queueDueCertificates } from '#lib/certificates/look-after'

const payload = z.object({ hostId: z.uuid() })

/** Renews, installs and looks at the certificates of one host, as far as it is due. `null`: the panel may write into no zone, so proofs by DNS are refused in words. */
export const lookAfterCertificatesJob = (given: unknown): Promise<void> =>
  lookAfterCertificates(systemActor('certificates'), payload.parse(given).hostId, null)

/** A job for each host that has something due. */
export const checkCertificatesJob = async (): Promise<void> => {
  await queueDueCertificates()
}
