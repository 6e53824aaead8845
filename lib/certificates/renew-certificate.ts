// Gets a certificate from the authority of a host's settings. What it gives waits like any other until it may be shown.
import 'server-only'
import { newAccountKey } from '#lib/acme/account-key'
import { AcmeClient } from '#lib/acme/acme-client'
import { AcmeError } from '#lib/acme/acme-error'
import { orderCertificate, renewalId } from '#lib/acme/order-certificate'
import type { Actor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { log } from '#lib/log'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { seal, unseal } from '#lib/sealing'
import { orderChain } from '#lib/x509/judge-chain'
import { certificatesIn, pemOf, readCertificate } from '#lib/x509/read-certificate'
import { entryOf, shortOf } from './entry'
import { accountOwner, type CertificateHost, externalOwner, lockDuty } from './host-of'
import { keepCertificate } from './keep-certificate'
import type { ReadUpload } from './read-upload'
import { type PublishRecords, proofsOn } from './show-proofs'
import { nextTry, renewalDate, type Window } from './when-to-renew'

/** `publish`: writes records into the DNS of the domains, where the panel may; null: it may nowhere. */
export async function renewCertificate(
  actor: Actor,
  host: CertificateHost,
  publish: PublishRecords | null,
  now = new Date(),
): Promise<void> {
  const duty = await db().certificateDuty.findUniqueOrThrow({
    where: { hostId: host.id },
    omit: { accountSealed: false, externalSealed: false },
  })
  try {
    const client = await clientOf(duty)
    const replaced = await presentOf(host.id)
    const shown = proofsOn(host, publish)
    const challenge = duty.challenge === 'dns' ? ('dns' as const) : ('http' as const)
    await client.openAccount().then((accountUrl) => db().certificateDuty.update({ where: { hostId: host.id }, data: { accountUrl } }))
    const wish = { names: duty.names, challenge, replaces: replaced && renewalId(replaced), showProofs: shown }
    const read = readOrdered(await orderCertificate(client, wish))
    const window = await windowOf(client, read)
    await recordChange(actor, 'host.write', async (tx) => {
      await lockDuty(tx, host.id)
      const row = await keepCertificate(tx, host.id, 'acme', read)
      const renewAt = renewalDate(read.facts, window, Math.random())
      await tx.certificateDuty.update({
        where: { hostId: host.id },
        data: { renewAt, renewedAt: now, renewAttempts: 0, renewCode: null, renewDetail: null },
      })
      return { value: null, entries: [entryOf(host, 'add', { ...shortOf(row), issuer: row.issuer })], domains: [] }
    })
  } catch (error) {
    const failure = error instanceof AcmeError ? error : new AcmeError('other', '')
    log.warn({ host: host.name, reason: failure.reason, detail: failure.detail }, 'no certificate from the authority')
    await noteFailure(duty, failure, now)
    // Ours, and not the authority's; that it is not asked every minute holds all the same.
    if (failure !== error) throw error
  }
}

function noteFailure({ hostId, renewAttempts }: { hostId: string; renewAttempts: number }, failure: AcmeError, now: Date) {
  const attempts = renewAttempts + 1
  return db().certificateDuty.update({
    where: { hostId },
    data: {
      renewAttempts: attempts,
      renewAt: nextTry(attempts, failure.retryAfter, now),
      renewCode: failure.reason,
      renewDetail: failure.detail.replaceAll(/[^\P{C}\n]/gu, '\ufffd').slice(0, 1000),
    },
  })
}

type Duty = {
  hostId: string
  directory: string
  contact: string | null
  authorityCa: string | null
  accountSealed: string | null
  accountUrl: string | null
  externalKeyId: string | null
  externalSealed: string | null
}

async function clientOf(duty: Duty): Promise<AcmeClient> {
  const { hostId, directory, contact, authorityCa, externalKeyId, externalSealed } = duty
  const accountKey = duty.accountSealed ? unseal(duty.accountSealed, accountOwner(hostId)) : newAccountKey()
  // Kept before it is used: an account whose key is lost is lost.
  if (!duty.accountSealed)
    await db().certificateDuty.update({
      where: { hostId },
      data: { accountSealed: seal(accountKey, accountOwner(hostId)), accountUrl: null },
    })
  const { allowPrivate } = (await readDnsSettings()).values
  const external = externalKeyId && externalSealed ? { keyId: externalKeyId, hmacKey: unseal(externalSealed, externalOwner(hostId)) } : null
  const accountUrl = duty.accountSealed ? duty.accountUrl : null
  return new AcmeClient({ directory, accountKey, accountUrl, contact, external, allowPrivate, ca: authorityCa })
}

/** The one of the same authority that it takes the place of. */
async function presentOf(hostId: string) {
  const row = await db().certificate.findFirst({ where: { hostId, source: 'acme', state: 'current' }, orderBy: { notBefore: 'desc' } })
  return row ? (certificatesIn(row.chain)?.[0] ?? null) : null
}

function readOrdered({ chain, privateKey }: { chain: string; privateKey: string }): ReadUpload {
  const [own, ...others] = certificatesIn(chain) ?? []
  if (!own) throw new AcmeError('no_answer', 'what it gave is no certificate')
  const ordered = orderChain(own, others)
  return { facts: readCertificate(own), chainEnd: ordered.ends, chain: ordered.chain.map(pemOf).join(''), privateKey }
}

/** An authority that cannot say when is asked at two thirds. */
async function windowOf(client: AcmeClient, { chain }: ReadUpload): Promise<Window | null> {
  const [own] = certificatesIn(chain) ?? []
  const id = own && renewalId(own)
  try {
    return id ? await client.renewalWindow(id) : null
  } catch (error) {
    if (error instanceof AcmeError) return null
    throw error
  }
}
