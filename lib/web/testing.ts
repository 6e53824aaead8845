// For tests of who may do what: a domain with one of everything in it, and for each operation a request about that.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
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
import { planChanges } from '#lib/publication/plan'
import { importReports } from '#lib/received-reports/import-reports'
import { aggregateXml } from '#lib/received-reports/testing'
import { seal } from '#lib/sealing'
import { passwordsOwner } from '#lib/tasks/commands'
import { givenMessage } from '#lib/traces/testing'
import { issue } from '#lib/x509/testing'

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

/** Brought by somebody. */
function newCertificate() {
  const { pem, privateKey } = issue('mail.example.test', { names: ['mail.example.test'] })
  return { certificate: pem, privateKey, ownAuthority: true }
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

type All = Things & Awaited<ReturnType<typeof givenBelongings>> & Awaited<ReturnType<typeof givenOthers>>
export type Asked = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; csv?: string }

const zoneSecret = Buffer.alloc(32, 5).toString('base64')
const password = 'orchard-quiet-lantern-7'
const newKey = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const at = (things: Things) => `new${unique()}@${things.domain.name}`

/** By the operation's name; what is not here takes neither parameters nor a body. */
export const requests: Record<string, (things: All) => Asked> = {
  getDomain: ({ domain }) => ({ params: { id: domain.id } }),
  domainImpact: ({ domain }) => ({ params: { id: domain.id } }),
  listDnsRecords: ({ domain }) => ({ params: { id: domain.id } }),
  createDomain: ({ domain }) => ({ body: { name: `n${unique()}.example.test`, host: domain.hostId } }),
  updateDomain: ({ domain }) => ({ params: { id: domain.id }, body: { mailboxesMax: 500 } }),
  deleteDomain: ({ domain }) => ({ params: { id: domain.id } }),
  changeDomains: ({ domain }) => ({ body: { action: 'disable', selection: { ids: [domain.id] } } }),
  listRelayRecipients: ({ domain }) => ({ params: { id: domain.id } }),
  changeRelayRecipients: ({ relay }) => ({ params: { id: relay.id }, body: { add: ['one'] } }),

  getMessage: ({ message }) => ({ params: { id: message } }),
  eraseTraces: ({ nowhere }) => ({ body: { address: nowhere } }),
  updateTraceSettings: () => ({ body: { logDays: 20 } }),

  listDkimKeys: ({ domain }) => ({ params: { id: domain.id } }),
  createDkimKey: ({ domain }) => ({ params: { id: domain.id }, body: { algorithm: 'ed25519' } }),
  importDkimKey: ({ domain }) => ({ params: { id: domain.id }, body: { selector: 'brought', privateKey: newKey() } }),
  rotateDkimKeys: ({ domain }) => ({ params: { id: domain.id } }),
  checkDkim: ({ domain }) => ({ params: { id: domain.id } }),
  activateDkimKey: ({ domain, dkimKey }) => ({ params: { id: domain.id, key: dkimKey } }),
  retireDkimKey: ({ domain, dkimKey }) => ({ params: { id: domain.id, key: dkimKey } }),

  getMailbox: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  mailboxImpact: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  createMailbox: (things) => ({ body: { address: at(things), password } }),
  updateMailbox: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { displayName: 'Changed' } }),
  setMailboxPassword: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { password } }),
  listAppPasswords: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  createAppPassword: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { name: 'Telephone' } }),
  revokeAppPassword: ({ mailbox, appPassword }) => ({ params: { id: mailbox.id, appPassword } }),
  revokeAppPasswords: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  removeMailboxSecondFactor: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  listMailSignIns: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  listMailSessions: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  endMailSessions: ({ mailbox }) => ({ params: { id: mailbox.id }, body: {} }),
  listFolders: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  dismissMailboxSignals: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  getTraffic: () => ({}),
  exportTraffic: () => ({}),
  getContainment: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  containMailbox: ({ mailbox }) => ({ params: { id: mailbox.id }, body: {} }),
  releaseMailbox: ({ hidden }) => ({ params: { id: hidden.id } }),
  inviteMailbox: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  deleteMailbox: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  changeMailboxes: ({ mailbox }) => ({ body: { action: 'disable', selection: { ids: [mailbox.id] } } }),
  getForwarding: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  setForwarding: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { forwards: [], forwardKeepCopy: false } }),
  askForwardTarget: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { address: `asked-${unique()}@elsewhere.test` } }),
  askForwardTargetAgain: ({ mailbox, target }) => ({ params: { id: mailbox.id, target } }),
  removeForwardTarget: ({ mailbox, target }) => ({ params: { id: mailbox.id, target } }),
  getVacation: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  setVacation: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { enabled: true, subject: 'Away', text: 'Soon back' } }),
  getFilters: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  setFilters: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { filters: [] } }),
  tryFilters: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { message: 'From: a@b.test\n\nx' } }),
  listScripts: ({ mailbox }) => ({ params: { id: mailbox.id } }),
  getScript: ({ mailbox }) => ({ params: { id: mailbox.id, name: 'x' } }),
  saveScript: ({ mailbox }) => ({ params: { id: mailbox.id, name: 'x' }, body: { text: 'keep;' } }),
  renameScript: ({ mailbox }) => ({ params: { id: mailbox.id, name: 'x' }, body: { to: 'y' } }),
  deleteScript: ({ mailbox }) => ({ params: { id: mailbox.id, name: 'x' } }),
  activateScript: ({ mailbox }) => ({ params: { id: mailbox.id }, body: { name: 'x' } }),
  importMailboxes: (things) => ({ query: { dryRun: 'true' }, csv: `address\n${at(things)}\n` }),

  getAlias: ({ alias }) => ({ params: { id: alias } }),
  aliasImpact: ({ alias }) => ({ params: { id: alias } }),
  createAlias: (things) => ({ body: { address: at(things), destinations: ['someone@example.org'] } }),
  updateAlias: ({ alias }) => ({ params: { id: alias }, body: { note: 'changed' } }),
  deleteAlias: ({ alias }) => ({ params: { id: alias } }),
  changeAliases: ({ alias }) => ({ body: { action: 'disable', selection: { ids: [alias] } } }),
  importAliases: (things) => ({ query: { dryRun: 'true' }, csv: `address,destinations\n${at(things)},someone@example.org\n` }),

  getGroup: ({ group }) => ({ params: { id: group } }),
  createGroup: (things) => ({ body: { address: at(things), members: ['someone@example.org'] } }),
  updateGroup: ({ group }) => ({ params: { id: group }, body: { note: 'changed' } }),
  deleteGroup: ({ group }) => ({ params: { id: group } }),
  changeGroups: ({ group }) => ({ body: { action: 'disable', selection: { ids: [group] } } }),
  importGroups: (things) => ({ query: { dryRun: 'true' }, csv: `address,members\n${at(things)},someone@example.org\n` }),

  getSendAs: ({ grant }) => ({ params: { id: grant } }),
  grantSendAs: ({ mailbox, domain }) => ({ body: { mailbox: mailbox.address, sender: `@${domain.name}` } }),
  revokeSendAs: ({ grant }) => ({ params: { id: grant } }),

  getArchived: ({ archive }) => ({ params: { id: archive } }),
  restoreArchived: ({ archive }) => ({ params: { id: archive } }),
  retryArchived: ({ failed }) => ({ params: { id: failed } }),
  purgeArchived: ({ archive }) => ({ params: { id: archive } }),

  remedyOrphan: ({ alias, nowhere }) => ({ body: { kind: 'alias-destination', ownerId: alias, target: nowhere } }),

  getChange: ({ revision }) => ({ params: { revision } }),
  getDrift: ({ domain }) => ({ params: { id: domain.hostId, domain: domain.name } }),
  putBack: ({ domain }) => ({ params: { id: domain.hostId, domain: domain.name } }),
  takeOver: ({ domain }) => ({ params: { id: domain.hostId, domain: domain.name } }),

  listQueuedMessages: ({ domain }) => ({ params: { id: domain.hostId } }),
  listQueueCauses: ({ domain }) => ({ params: { id: domain.hostId } }),
  listQueueSamples: ({ domain }) => ({ params: { id: domain.hostId } }),
  getQueuedMessage: ({ domain }) => ({ params: { id: domain.hostId, message: 'ABCDEF' } }),
  openQueuedMessage: ({ domain }) => ({ params: { id: domain.hostId, message: 'ABCDEF' } }),
  actOnQueue: ({ domain }) => ({ params: { id: domain.hostId }, body: { action: 'hold', selection: { ids: ['ABCDEF'] } } }),
  createHoldRule: () => ({ body: { kind: 'sender', pattern: `h${unique()}.example.test` } }),
  deleteHoldRule: ({ holdRule }) => ({ params: { id: holdRule } }),

  explainRoute: ({ mailbox }) => ({ query: { address: mailbox.address } }),
  explainSending: ({ mailbox }) => ({ query: { login: mailbox.address, sender: mailbox.address } }),

  getTask: ({ ended }) => ({ params: { id: ended } }),
  cancelTask: ({ waiting }) => ({ params: { id: waiting } }),
  takePasswords: ({ ended }) => ({ params: { id: ended } }),

  chooseReportInbox: ({ mailbox }) => ({ body: { address: mailbox.address } }),
  updateReportInbox: () => ({ body: { days: 300 } }),
  importReports: (things) => ({ csv: aggregateXml(things.domain.name, [{}], { id: unique() }) }),
  getReport: ({ report }) => ({ params: { id: report } }),
  getReportOriginal: ({ report }) => ({ params: { id: report } }),
  getDomainReports: ({ domain }) => ({ params: { id: domain.id } }),
  getDmarcAdvice: ({ domain }) => ({ params: { id: domain.id } }),

  getDomainDnsStatus: ({ domain }) => ({ params: { id: domain.id } }),
  checkDomainDns: ({ domain }) => ({ params: { id: domain.id } }),
  listDomainDnsChanges: ({ domain }) => ({ params: { id: domain.id } }),
  acceptDomainDeviation: ({ domain }) => ({ params: { id: domain.id, check: 'mx' }, body: { note: 'meant so' } }),
  withdrawDomainDeviation: ({ domain }) => ({ params: { id: domain.id, check: 'mx' } }),
  getHostCertificates: ({ host }) => ({ params: { id: host } }),
  uploadCertificate: ({ host }) => ({ params: { id: host }, body: newCertificate() }),
  checkCertificates: ({ host }) => ({ params: { id: host } }),
  installCertificates: ({ host }) => ({ params: { id: host } }),
  updateCertificateRenewal: ({ host }) => ({ params: { id: host }, body: { contact: 'it@example.test' } }),
  renewCertificate: ({ host }) => ({ params: { id: host } }),
  proposeCertificateNames: ({ host }) => ({ params: { id: host } }),
  planCertificate: ({ host }) => ({ params: { id: host, certificate: randomUUID() } }),
  putCertificateToUse: ({ host, certificate }) => ({ params: { id: host, certificate } }),
  removeCertificate: ({ host, certificate }) => ({ params: { id: host, certificate } }),
  getMtaSts: ({ domain }) => ({ params: { id: domain.id } }),
  updateMtaSts: ({ domain }) => ({
    params: { id: domain.id },
    body: { mode: 'testing', maxAgeSeconds: 604_800, mx: ['mail.example.test'] },
  }),
  endMtaSts: ({ domain }) => ({ params: { id: domain.id } }),
  getHostDnsStatus: ({ host }) => ({ params: { id: host } }),
  checkHostDns: ({ host }) => ({ params: { id: host } }),
  listHostDnsChanges: ({ host }) => ({ params: { id: host } }),
  acceptHostDeviation: ({ host }) => ({ params: { id: host, check: 'reverse' }, body: { note: 'meant so' } }),
  withdrawHostDeviation: ({ host }) => ({ params: { id: host, check: 'reverse' } }),
  createDnsZone: () => ({
    body: { name: `z${unique()}.test`, kind: 'rfc2136', server: '192.0.2.1', keyName: 'postern', secret: zoneSecret },
  }),
  getDnsZone: ({ dnsZone }) => ({ params: { id: dnsZone } }),
  updateDnsZone: ({ dnsZone }) => ({ params: { id: dnsZone }, body: { ttl: 600 } }),
  deleteDnsZone: ({ dnsZone }) => ({ params: { id: dnsZone } }),
  testDnsZone: ({ dnsZone }) => ({ params: { id: dnsZone } }),
  planPublication: ({ domain }) => ({ params: { id: domain.id } }),
  publishRecords: ({ domain }) => ({ params: { id: domain.id }, body: { digest: '0'.repeat(32) } }),
  planWithdrawal: ({ domain }) => ({ params: { id: domain.id } }),
  withdrawRecords: ({ domain }) => ({ params: { id: domain.id }, body: { digest: planChanges([], [], [], 0).digest } }),
  updateDnsSettings: () => ({ body: { hours: 6 } }),
  getHost: ({ host }) => ({ params: { id: host } }),
  updateHost: ({ host }) => ({ params: { id: host }, body: { note: 'changed' } }),
  deleteHost: ({ host }) => ({ params: { id: host } }),
  planHostConfig: ({ host }) => ({ params: { id: host } }),
  applyHostConfig: ({ host }) => ({ params: { id: host }, body: { digest: 'a'.repeat(64) } }),
  rollBackHostConfig: ({ host }) => ({ params: { id: host }, body: { backup: '20260101T000000Z' } }),
  listGenerations: ({ host }) => ({ params: { id: host } }),
  getGeneration: ({ host }) => ({ params: { id: host, generation: '1' } }),
  planRollback: ({ host }) => ({ params: { id: host, generation: '1' } }),
  rollBackHost: ({ host }) => ({ params: { id: host }, body: { generation: 1, newest: 2 } }),
  resumeHost: ({ host }) => ({ params: { id: host } }),
  retryHost: ({ host }) => ({ params: { id: host } }),

  getPerson: ({ person }) => ({ params: { id: person } }),
  createPerson: () => ({ body: { address: `n-${unique()}@example.test`, name: 'New', role: 'domain_admin', password } }),
  updatePerson: ({ person }) => ({ params: { id: person }, body: { name: 'Changed' } }),
  deletePerson: ({ person }) => ({ params: { id: person } }),
  setPersonPassword: ({ person }) => ({ params: { id: person }, body: { password } }),
  invitePerson: ({ invited }) => ({ params: { id: invited } }),
  removePersonSecondFactor: ({ person }) => ({ params: { id: person } }),
  listPersonSessions: ({ person }) => ({ params: { id: person } }),
  endPersonSessions: ({ person }) => ({ params: { id: person } }),
  endPersonSession: ({ person, session }) => ({ params: { id: person, session } }),

  createToken: () => ({ body: { name: 'another' } }),
  unbindPerson: ({ person }) => ({ params: { id: person } }),
  updateSignInProvider: () => ({ body: { buttonName: 'Acme' } }),
  revokeToken: ({ token }) => ({ params: { id: token } }),
  updateSettings: () => ({ body: { archiveDays: 30 } }),
  problemType: () => ({ params: { code: 'not_found' } }),
}
