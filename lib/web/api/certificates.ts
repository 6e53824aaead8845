import * as z from 'zod'
import { certificatePlanView, hostCertificatesView, updateRenewalInput, uploadCertificateInput } from '#lib/certificates/schema'
import { operation } from '../operation'
import { all, idParams, one, saved } from './envelope'

const tag = 'Certificates'
const view = hostCertificatesView.meta({
  id: 'HostCertificates',
  description: 'Certificates of a host, what its ports show, and how they are renewed; private keys are in no answer',
})
const plan = certificatePlanView.meta({ id: 'CertificatePlan' })
const path = '/api/v1/hosts/{id}/certificates'
const certificateParams = idParams.extend({ certificate: z.uuid() })

export const certificateOperations = {
  listAll: operation({
    method: 'GET',
    path: '/api/v1/certificates',
    name: 'listCertificates',
    tag,
    summary: 'Certificates of every host, and what its ports show',
    access: 'host.read',
    response: all(view),
  }),
  get: operation({
    method: 'GET',
    path,
    name: 'getHostCertificates',
    tag,
    summary: 'Certificates of a host, and what its ports show',
    access: 'host.read',
    params: idParams,
    response: one(view),
  }),
  upload: operation({
    method: 'POST',
    path,
    name: 'uploadCertificate',
    tag,
    summary: 'Bring a certificate with its chain and key; it is put to use at once, unless a TLSA record must announce it first',
    access: 'host.write',
    params: idParams,
    body: uploadCertificateInput,
    response: saved(view),
    status: 201,
  }),
  check: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/certificates/check',
    name: 'checkCertificates',
    tag,
    summary: 'Look at every port now',
    access: 'host.apply',
    params: idParams,
    response: saved(view),
  }),
  install: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/certificates/install',
    name: 'installCertificates',
    tag,
    summary: 'Bring the certificates in use onto the host once more',
    access: 'host.write',
    params: idParams,
    response: saved(view),
  }),
  renewal: operation({
    method: 'PUT',
    path: '/api/v1/hosts/{id}/certificates/renewal',
    name: 'updateCertificateRenewal',
    tag,
    summary: 'From which authority a host gets its certificates, for which names; what is not named stays',
    access: 'host.write',
    params: idParams,
    body: updateRenewalInput,
    response: saved(view),
    unversioned: true,
  }),
  renew: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/certificates/renew',
    name: 'renewCertificate',
    tag,
    summary: 'Ask the authority for a certificate now',
    access: 'host.write',
    params: idParams,
    response: saved(view),
  }),
  plan: operation({
    method: 'GET',
    path: '/api/v1/hosts/{id}/certificates/{certificate}/plan',
    name: 'planCertificate',
    tag,
    summary: 'What putting it to use would change on the host',
    access: 'host.read',
    params: certificateParams,
    response: one(plan),
  }),
  use: operation({
    method: 'POST',
    path: '/api/v1/hosts/{id}/certificates/{certificate}/use',
    name: 'putCertificateToUse',
    tag,
    summary: 'Put one to use that waits, without waiting, or a former one again',
    access: 'host.write',
    params: certificateParams,
    response: saved(view),
  }),
  remove: operation({
    method: 'DELETE',
    path: '/api/v1/hosts/{id}/certificates/{certificate}',
    name: 'removeCertificate',
    tag,
    summary: 'Remove one and destroy its key; the last one stays',
    access: 'host.write',
    params: certificateParams,
    response: saved(view),
    unversioned: true,
  }),
}
