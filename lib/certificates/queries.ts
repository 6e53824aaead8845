import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import { agentFor } from '#lib/host/client'
import { type CertificateHost, certificateHostOf, requireHost } from './host-of'
import type { CertificatePlanView, HostCertificatesView } from './schema'
import { certificateViews, renewalViewOf, servedViewOf } from './view'
import { wantedOnHost } from './wanted-on-host'

/** Of those that are over the newest alone. */
const formerMax = 20

export async function getHostCertificates(actor: Actor, idOrName: string): Promise<HostCertificatesView> {
  return viewOf(await requireHost(actor, 'host.read', idOrName))
}

/** Every host, by name. */
export async function listHostCertificates(actor: Actor): Promise<HostCertificatesView[]> {
  requirePermission(actor, 'host.read')
  const hosts = await db().host.findMany({ orderBy: { name: 'asc' } })
  return Promise.all(hosts.map((host) => viewOf(certificateHostOf(host))))
}

async function viewOf({ id, name, hostName }: CertificateHost): Promise<HostCertificatesView> {
  const [rows, keys, duty, served] = await Promise.all([
    db().certificate.findMany({ where: { hostId: id }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 100 + formerMax }),
    db().$queryRaw<{ id: string }[]>`select id::text as id from "Certificate" where "hostId" = ${id}::uuid and "privateSealed" is not null`,
    db().certificateDuty.findUnique({ where: { hostId: id }, omit: { accountSealed: false, externalSealed: false } }),
    db().servedCertificate.findMany({ where: { hostId: id }, orderBy: [{ name: 'asc' }, { port: 'asc' }] }),
  ])
  const withKey = new Set(keys.map((row) => row.id))
  const former = rows.filter(({ state }) => state === 'former').slice(formerMax)
  const certificates = certificateViews(
    rows.filter((row) => !former.includes(row)).map((row) => ({ ...row, hasKey: withKey.has(row.id) })),
    hostName,
    duty?.installed ?? [],
  )
  return {
    hostId: id,
    host: name,
    hostName,
    certificates,
    served: served.map(servedViewOf).sort((a, b) => Number(b.name === hostName) - Number(a.name === hostName)),
    renewal: renewalViewOf(duty, { account: duty?.accountSealed != null, external: duty?.externalSealed != null }),
    install: {
      pending: duty?.installAt != null,
      installedAt: duty?.installedAt?.toISOString() ?? null,
      nextTryAt: duty?.installCode ? (duty.installAt?.toISOString() ?? null) : null,
      code: duty?.installCode ?? null,
      detail: duty?.installDetail ?? null,
    },
    lookedAt: duty?.lookedAt?.toISOString() ?? null,
    version: duty?.version ?? 0,
  }
}

/** What would change on the host if what is current, and this one with it, were installed now. Keys are not in it. */
export async function planCertificates(actor: Actor, idOrName: string, certificateId: string | null): Promise<CertificatePlanView> {
  const { id, hostName } = await requireHost(actor, 'host.read', idOrName)
  const host = await db().host.findUniqueOrThrow({ where: { id } })
  const { certificates } = await wantedOnHost(id, hostName, certificateId ? [certificateId] : [])
  if (certificates.length === 0) return { changes: [] }
  const { changes } = await agentFor(host).call('plan-certificates', { certificates })
  return { changes }
}
