// For tests of who may do what: a domain with one of everything in it, and for each operation a request about that.
import { randomUUID } from 'node:crypto'
import { claimAddresses } from '#lib/addresses/claims'
import type { AdministratorActor } from '#lib/auth/actor'
import { systemActor } from '#lib/auth/actor'
import { certificateKeyOwner } from '#lib/certificates/host-of'
import { dkimKeyOwner } from '#lib/changes/domain-keys'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { givenAdministrator, givenDomain, givenHost, givenMailbox, unique } from '#lib/db/testing'
import { givenCheck } from '#lib/dns-status/testing'
import { zoneOwner } from '#lib/publication/open-door'
import { importReports } from '#lib/received-reports/import-reports'
import { aggregateXml } from '#lib/received-reports/testing'
import { seal } from '#lib/sealing'
import { passwordsOwner } from '#lib/tasks/commands'
import { givenMessage } from '#lib/traces/testing'

export const zoneSecret = Buffer.alloc(32, 5).toString('base64')

export type Things = Awaited<ReturnType<typeof givenThings>>

/** `secret` is in everything that nobody names in a request: it must reach nobody who may not see it. */
export async function givenThings(own?: Awaited<ReturnType<typeof givenDomain>>) {
  const secret = `hidden${unique()}`
  const domain = own ?? (await givenDomain())
  await db().domain.update({ where: { id: domain.id }, data: { note: secret, aliasCount: 1, groupCount: 1 } })
  const relay = await givenDomain({ kind: 'relay', hostId: domain.hostId })
  const mailbox = await givenMailbox(domain, 'known')
  const hidden = await givenMailbox(domain, `${secret}-box`)
  await db().mailbox.updateMany({
    where: { id: { in: [mailbox.id, hidden.id] } },
    data: { note: secret, recoveryAddress: `${secret}@example.test` },
  })
  const appPassword = await db().appPassword.create({
    data: {
      mailboxId: mailbox.id,
      ...{
        name: secret,
        selector: '0a1b2c3d',
        secretHash: `{SSHA256}${'a'.repeat(64)}`,
        imap: true,
        pop3: false,
        submission: false,
        sieve: false,
      },
    },
  })
  const dkimKey = randomUUID()
  await db().dkimKey.create({
    data: {
      ...{ id: dkimKey, domainId: domain.id, selector: 'known', algorithm: 'ed25519', bits: 256, publicKey: secret, reason: 'signs' },
      ...{ state: 'active', privateSealed: seal('A'.repeat(60), dkimKeyOwner(dkimKey)) },
    },
  })
  const ended = { sessions: 0, appPasswords: 0, links: 0, recoveryAddress: null, forwards: [secret], filters: 0 }
  await db().containment.create({ data: { mailboxId: hidden.id, byName: secret, submission: true, done: ended } })
  const seen = { mailboxId: mailbox.id, since: new Date(), seenAt: new Date() }
  await db().mailboxSignal.create({ data: { ...seen, kind: 'failures', values: { failed: 40, clients: 1 } } })
  const message = await givenMessage(domain.hostId, { sender: `${secret}@elsewhere.test`, recipient: mailbox.address })
  await db().mtaStsPolicy.create({
    data: { domainId: domain.id, mode: 'testing', maxAgeSeconds: 86_400, mx: ['mx.example.test'], policyId: '1' },
  })
  const filters = [{ name: secret, enabled: true, match: 'always', conditions: [], actions: [{ do: 'flag' }], stop: false }]
  await db().mailboxRules.create({ data: { mailboxId: mailbox.id, filters, version: 1 } })
  const target = randomUUID()
  await db().forwardTarget.create({
    data: { id: target, mailboxId: mailbox.id, address: `${secret}@elsewhere.test`, forwardAll: true },
  })
  const [alias, group] = [randomUUID(), randomUUID()]
  const nowhere = `${secret}-nobody@${domain.name}`
  const at = (localPart: string) => ({ domainId: domain.id, localPart, address: `${localPart}@${domain.name}`, note: secret })
  await db().alias.create({
    data: { id: alias, ...at('alias'), destinations: { create: [{ destination: nowhere }, { destination: mailbox.address }] } },
  })
  await db().group.create({ data: { id: group, ...at('group'), members: { create: { address: hidden.address } } } })
  await claimAddresses(db(), [
    { address: `alias@${domain.name}`, domainId: domain.id, kind: 'alias', ownerId: alias },
    { address: `group@${domain.name}`, domainId: domain.id, kind: 'group', ownerId: group },
  ])
  const grant = await db().sendAsGrant.create({ data: { mailboxId: hidden.id, sender: mailbox.address, domainName: domain.name } })
  const kept = {
    mailboxId: randomUUID(),
    displayName: '',
    passwordHash: '{SHA512-CRYPT}$6$none$none',
    passwordSetAt: null,
    quotaBytes: 1,
    enabled: true,
  }
  const snapshot = {
    ...kept,
    imap: true,
    pop3: true,
    submission: true,
    sieve: true,
    forwards: [],
    forwardKeepCopy: true,
    recoveryAddress: null,
  }
  const archived = (localPart: string, state: string) =>
    db().archivedMailbox.create({
      data: {
        ...{
          hostId: domain.hostId,
          address: `${localPart}@${domain.name}`,
          domainName: domain.name,
          localPart,
          state,
          bytes: 1n,
          messages: 1,
        },
        ...{ snapshot: { ...snapshot, note: '', tags: [], senders: [] }, purgeAfter: new Date(Date.now() + 86_400_000) },
      },
    })
  const [archive, failed] = [await archived(`${secret}-gone`, 'kept'), await archived(`${secret}-failed`, 'failed')]
  const { revision } = await recordChange(systemActor('test'), 'alias.write', async () => ({
    value: null,
    entries: [
      {
        action: 'alias.update',
        subjectKind: 'alias',
        subjectId: alias,
        subjectName: `alias@${domain.name}`,
        domainName: domain.name,
        after: { note: secret },
      },
    ],
    domains: [domain.name],
  }))
  await givenCheck({ kind: 'domain', id: domain.id }, 'mx')
  const brought = { fileName: `${secret}.xml`, via: 'upload' } as const
  const [report] = await importReports(systemActor('test'), Buffer.from(aggregateXml(domain.name, [{}], { organisation: secret })), brought)
  await db().domainApply.updateMany({ where: { domainName: domain.name }, data: { driftSince: new Date(), driftDigest: 'x' } })
  return {
    secret,
    domain,
    relay,
    mailbox,
    hidden,
    appPassword: appPassword.id,
    dkimKey,
    alias,
    group,
    nowhere,
    target,
    message,
    grant: grant.id,
    archive: archive.id,
    failed: failed.id,
    report: report?.id ?? '',
    holdRule: (await db().holdRule.create({ data: { kind: 'sender', pattern: `${secret}.test`, createdBy: 'test' } })).id,
    revision: revision ?? '',
  }
}

/** What somebody has of their own beside domains. */
export async function givenBelongings(actor: AdministratorActor, secret: string, domainIds: readonly string[] | null) {
  const task = async (state: string) => {
    const id = randomUUID()
    const asked = { administratorId: actor.id, administratorName: actor.name, via: 'ui', noun: 'mailboxes', action: 'import', digest: 'x' }
    const sealed = { inputSealed: 'x', passwordsSealed: seal('[]', passwordsOwner(id)) }
    const narrowing = domainIds === null ? undefined : { permissions: null, domainIds: [...domainIds] }
    const endedAt = state === 'saved' ? new Date() : null
    await db().task.create({ data: { id, ...asked, ...sealed, fileName: secret, state, endedAt, ...(narrowing && { narrowing }) } })
    return id
  }
  const token = await db().apiToken.create({ data: { administratorId: actor.id, name: secret, selector: unique(), secretHash: 'x' } })
  return { waiting: await task('waiting'), ended: await task('saved'), token: token.id }
}

/** Somebody whom an owner and an admin manage, and a host that holds nothing. */
export async function givenOthers() {
  const person = await givenAdministrator('domain_admin')
  await db().administrator.update({ where: { id: person.id }, data: { totpSince: new Date() } })
  const invited = await givenAdministrator('domain_admin')
  await db().administrator.update({ where: { id: invited.id }, data: { passwordSetAt: null } })
  const session = await db().session.create({ data: { administratorId: person.id, expiresAt: new Date(Date.now() + 86_400_000) } })
  const host = await givenHost()
  await givenCheck({ kind: 'host', id: host.id }, 'reverse')
  const certificate = await givenCertificate(host.id)
  return { person: person.id, invited: invited.id, session: session.id, host: host.id, dnsZone: await givenZone(), certificate }
}

async function givenCertificate(hostId: string): Promise<string> {
  const certificate = randomUUID()
  const life = { notBefore: new Date(0), notAfter: new Date(Date.now() + 86_400_000) }
  await db().certificate.create({
    data: {
      ...{ id: certificate, hostId, source: 'given', names: ['mail.example.test'], issuer: 'nobody', keyKind: 'ec', keyBits: 256 },
      ...{ chainEnd: 'self_signed', fingerprint: unique(), keyDigest: unique(), chain: 'none', ...life },
      privateSealed: seal('none', certificateKeyOwner(certificate)),
    },
  })
  await db().certificateDuty.create({
    data: { hostId, renews: true, directory: 'https://ca.example.test/', names: ['mail.example.test'] },
  })
  return certificate
}

/** Around every domain of a test; nobody keeps it. */
async function givenZone(): Promise<string> {
  const id = randomUUID()
  const kept = { server: '127.0.0.1:9', keyName: 'postern', allowPrivate: true, secretSealed: seal(zoneSecret, zoneOwner(id)) }
  const { count } = await db().dnsZone.createMany({ data: { id, name: 'example.test', kind: 'rfc2136', ...kept }, skipDuplicates: true })
  return count > 0 ? id : (await db().dnsZone.update({ where: { name: 'example.test' }, data: { version: 1 } })).id
}

export type All = Things & Awaited<ReturnType<typeof givenBelongings>> & Awaited<ReturnType<typeof givenOthers>>
