'use server'

import * as z from 'zod'
import { checkCertificates } from '#lib/certificates/check-now'
import { activateCertificate, installAgain, removeCertificate, uploadCertificate } from '#lib/certificates/commands'
import { renewNow, updateRenewal } from '#lib/certificates/renewal-settings'
import { updateRenewalInput, uploadCertificateInput } from '#lib/certificates/schema'
import { formAction } from '#lib/web/action'

const ofCertificate = z.object({ certificate: z.uuid() })

export const upload = formAction(uploadCertificateInput, 'host.write', (actor, input, { id }) => uploadCertificate(actor, id, input))
export const putToUse = formAction(ofCertificate, 'host.write', (actor, { certificate }, { id }) =>
  activateCertificate(actor, id, certificate),
)
export const removeCertificateOf = formAction(ofCertificate, 'host.write', (actor, { certificate }, { id }) =>
  removeCertificate(actor, id, certificate),
)
export const installNow = formAction(z.object({}), 'host.write', (actor, _input, { id }) => installAgain(actor, id))
export const renewCertificates = formAction(z.object({}), 'host.write', (actor, _input, { id }) => renewNow(actor, id))
export const checkNow = formAction(z.object({}), 'host.apply', (actor, _input, { id }) => checkCertificates(actor, id))

/** An empty key says that the one that is kept stays. */
export const setRenewal = formAction(updateRenewalInput, 'host.write', (actor, { externalSecret, ...input }, { id }) =>
  updateRenewal(actor, id, externalSecret ? { ...input, externalSecret } : input),
)
