// One right request of every operation of the API, of the things that lib/web/testing.ts makes.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { unique } from '#lib/db/testing'
import { planChanges } from '#lib/publication/plan'
import { aggregateXml } from '#lib/received-reports/testing'
import { issue } from '#lib/x509/testing'
import { type All, type Things, zoneSecret } from './testing'

export type Asked = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; csv?: string }

const password = 'orchard-quiet-lantern-7'
const newKey = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const at = (things: Things) => `new${unique()}@${things.domain.name}`

/** Brought by somebody. */
function newCertificate() {
  const { pem, privateKey } = issue('mail.example.test', { names: ['mail.example.test'] })
  return { certificate: pem, privateKey, ownAuthority: true }
}

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
