import * as z from 'zod'
import { systemActor } from '#lib/auth/actor'
import { lookAfterCertificates, queueDueCertificates } from '#lib/certificates/look-after'
import { publishProofs } from './publish-proofs'

const payload = z.object({ hostId: z.uuid() })

const actor = systemActor('certificates')

/** Renews, installs and looks at the certificates of one host, as far as it is due. */
export const lookAfterCertificatesJob = (given: unknown): Promise<void> =>
  lookAfterCertificates(actor, payload.parse(given).hostId, publishProofs(actor))

/** A job for each host that has something due. */
export const checkCertificatesJob = async (): Promise<void> => {
  await queueDueCertificates()
}
