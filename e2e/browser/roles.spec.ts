// What each role sees and does in the panel, page by page and action by action. A page or an action without a row here fails; the API has
// its own table (app/api/v1/who-may.db.test.ts). Rights are written out, and not asked of the product's own table.
import { type APIRequestContext, request as requests, test } from '@playwright/test'
import { actions, callAction } from '../support/actions'
import { ask, importCsv, read } from '../support/api'
import { becomeStranger, expect } from '../support/browser'
import { givenAlias, givenDomain, givenGroup, givenMailbox } from '../support/given'
import { givenReport } from '../support/given-report'
import { givenMessage } from '../support/messages'
import { givenPerson, givePassword, type PersonRole } from '../support/person'
import { givenQueued } from '../support/queued'
import { isOwnPage, openPages, pageRoutes } from '../support/routes'

const roles = ['owner', 'admin', 'domain_admin', 'auditor'] as const satisfies readonly PersonRole[]
type Who = readonly PersonRole[]
const all: Who = roles
const writers: Who = ['owner', 'admin', 'domain_admin']
const readers: Who = ['owner', 'admin', 'auditor']
const admins: Who = ['owner', 'admin']
const owners: Who = ['owner']

const pages: Record<string, Who> = {
  '/': all,
  '/aliases': all,
  '/aliases/[id]': all,
  '/aliases/[id]/delete': writers,
  '/aliases/import': writers,
  '/aliases/new': writers,
  '/archive': all,
  '/audit': all,
  '/certificates': readers,
  '/changes': all,
  '/changes/[revision]': all,
  '/dns': all,
  '/domains': all,
  '/domains/[name]': all,
  '/domains/[name]/aliases': all,
  '/domains/[name]/applied': all,
  '/domains/[name]/changes': all,
  '/domains/[name]/delete': admins,
  '/domains/[name]/dkim': all,
  '/domains/[name]/dns': all,
  '/domains/[name]/messages': all,
  '/domains/[name]/dns/dmarc': all,
  '/domains/[name]/dns/mta-sts': all,
  '/domains/[name]/dns/publish': all,
  '/domains/[name]/dns/spf': all,
  '/domains/[name]/groups': all,
  '/domains/[name]/mailboxes': all,
  '/domains/[name]/recipients': all,
  '/domains/[name]/reports': all,
  '/domains/[name]/send-as': all,
  '/domains/[name]/settings': all,
  '/domains/new': admins,
  '/groups': all,
  '/groups/[id]': all,
  '/groups/[id]/delete': writers,
  '/groups/import': writers,
  '/groups/new': writers,
  '/hosts': readers,
  '/hosts/[name]': readers,
  '/hosts/[name]/applied': readers,
  '/hosts/[name]/certificates': readers,
  '/hosts/[name]/configuration': readers,
  '/hosts/[name]/dns': readers,
  '/hosts/[name]/drift': readers,
  '/hosts/[name]/generations': readers,
  '/hosts/[name]/generations/[generation]': readers,
  '/hosts/[name]/settings': readers,
  '/hosts/new': readers,
  '/logs': readers,
  '/mailboxes': all,
  '/mailboxes/[id]': all,
  '/mailboxes/[id]/access': all,
  '/mailboxes/[id]/contain': all,
  '/mailboxes/[id]/delete': writers,
  '/mailboxes/[id]/devices': all,
  '/mailboxes/[id]/rules': all,
  '/mailboxes/[id]/rules/script': writers,
  '/mailboxes/import': writers,
  '/mailboxes/new': writers,
  '/messages': all,
  '/messages/[id]': all,
  '/orphans': all,
  '/people': readers,
  '/people/[id]': readers,
  '/people/new': admins,
  '/reports': all,
  '/reports/[id]': all,
  '/reports/import': writers,
  '/reports/received': all,
  '/queue': all,
  '/queue/[host]/[id]': all,
  '/queue/hold': readers,
  '/routing': all,
  '/settings': readers,
  '/settings/account': all,
  '/settings/dns': readers,
  '/settings/logs': readers,
  '/settings/dns/zones/[name]': readers,
  '/settings/dns/zones/new': owners,
  '/settings/mail': readers,
  '/settings/provider': readers,
  '/settings/reports': readers,
  '/settings/security': all,
  '/settings/tokens': writers,
  '/settings/tokens/new': writers,
  '/sign-ins': readers,
  '/tasks': all,
  '/tasks/[id]': readers,
  '/traffic': all,
  '/unusual': all,
}

/** By file below app/(panel), then by name. */
const rights: Record<string, Record<string, Who>> = {
  'aliases/actions.ts': { addAlias: writers, saveAlias: writers, removeAlias: writers, changeAliases: writers },
  'aliases/import/actions.ts': { importFile: writers },
  'aliases/question.tsx': { aliasQuestion: writers },
  'archive/actions.ts': { restore: writers, purge: writers, retry: writers },
  'audit/actions.ts': { verifyAudit: readers },
  'changes/actions.ts': { retryAll: admins },
  'domains/[name]/applied/actions.ts': { retryHost: admins },
  'domains/[name]/dkim/actions.ts': {
    ...{ createKey: writers, importKey: writers, rotateKeys: writers, checkKeys: writers, activateKey: writers, retireKey: writers },
    exportKey: owners,
  },
  'domains/[name]/dns/actions.ts': { checkDomainDns: writers, acceptDomainDns: admins, withdrawDomainDns: admins },
  'domains/[name]/dns/mta-sts/actions.ts': { updatePolicy: admins, endPolicy: admins },
  'domains/actions.ts': { addDomain: admins, saveDomain: admins, saveRecipients: admins, removeDomain: admins, changeDomains: admins },
  'domains/question.tsx': { domainQuestion: admins },
  'groups/actions.ts': { addGroup: writers, saveGroup: writers, removeGroup: writers, changeGroups: writers },
  'groups/import/actions.ts': { importFile: writers },
  'groups/question.tsx': { groupQuestion: writers },
  'hosts/actions.ts': {
    ...{ retryHost: admins, resumeHost: admins, rollBackHost: admins, putBackDomain: writers, takeOverDomain: writers },
    ...{ saveHost: owners, dropHost: owners, applyConfig: owners, undoConfig: owners },
  },
  'hosts/[name]/certificates/actions.ts': {
    ...{ upload: owners, putToUse: owners, removeCertificateOf: owners, installNow: owners, renewCertificates: owners, setRenewal: owners },
    checkNow: admins,
  },
  'domains/[name]/dns/publish/actions.ts': { publishDomainRecords: admins, withdrawDomainRecords: admins },
  'hosts/[name]/dns/actions.ts': { checkHostDns: admins, acceptHostDns: owners, withdrawHostDns: owners },
  'mailboxes/[id]/access/actions.ts': {
    ...{ makeAppPassword: writers, endAppPassword: writers, endAllAppPasswords: writers, removeFactor: writers, endSessions: writers },
  },
  'mailboxes/[id]/contain/actions.ts': { contain: writers, release: writers, dismiss: writers },
  'mailboxes/[id]/rules/actions.ts': {
    ...{ saveFilters: writers, saveVacation: writers, saveForwarding: writers, tryMailboxFilters: writers },
    ...{ askTarget: writers, askTargetAgain: writers, removeTarget: writers },
    ...{ saveMailboxScript: writers, renameMailboxScript: writers, deleteMailboxScript: writers, activateMailboxScript: writers },
  },
  'mailboxes/actions.ts': {
    ...{ addMailbox: writers, saveMailbox: writers, removeMailbox: writers, changeMailboxes: writers },
    ...{ setPassword: writers, sendInvitation: writers },
  },
  'mailboxes/import/actions.ts': { importFile: writers },
  'mailboxes/question.tsx': { mailboxQuestion: writers },
  'orphans/actions.ts': { remedy: writers },
  'queue/actions.ts': {
    ...{ actOnMessages: writers, actOnMessage: writers, openMessage: writers, addHoldRule: admins, removeHoldRule: admins },
  },
  'queue/question.tsx': { queueQuestion: writers },
  'people/actions.ts': {
    ...{ invitePerson: admins, inviteAgain: admins, savePerson: admins, deletePerson: admins, removePersonsSecondFactor: admins },
    ...{ endPersonSessions: admins, endPersonSession: admins, viewAs: admins, stopViewing: all },
  },
  'reports/import/actions.ts': { bringReports: writers },
  'send-as-actions.ts': { addGrant: writers, removeGrant: writers },
  'settings/actions.ts': {
    ...{ saveSettings: owners, testMail: owners, saveProvider: owners, testProvider: owners, makeToken: writers, endToken: writers },
    ...{ saveAccount: all, chooseLocale: all, changePassword: all, endSession: all, endOthers: all },
  },
  'settings/dns/actions.ts': { saveDnsSettings: owners },
  'settings/reports/actions.ts': { saveInbox: owners, chooseMailbox: owners, testInbox: owners, readInbox: owners },
  'settings/logs/actions.ts': { saveTraceSettings: owners, erasePerson: owners },
  'settings/dns/zones/actions.ts': { addZone: owners, saveZone: owners, dropZone: owners, tryZone: owners },
  'settings/security/actions.ts': {
    ...{ setUpApp: all, enableApp: all, removeApp: all, makeCodes: all, setUpPasskey: all, addPasskey: all, removePasskey: all },
  },
  'tasks/actions.ts': { cancel: writers, showPasswords: writers },
}

const panelPages = pageRoutes.filter((route) => !openPages.includes(route) && !isOwnPage(route) && !route.startsWith('/sign-in/'))
const panelActions = actions.filter(({ file }) => file.startsWith('app/(panel)/'))
const rowOf = ({ file, name }: { file: string; name: string }) => rights[file.replace('app/(panel)/', '')]?.[name]

let people: { role: PersonRole; context: APIRequestContext }[]
let real: (route: string) => string

// Some three hundred pages one after the other, on a machine that others use too.
test.describe.configure({ mode: 'serial', timeout: 240_000 })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  const domain = await givenDomain('mail1')
  await givenMailbox('mail1', `ann@${domain}`)
  const alias = await givenAlias(`sales@${domain}`, [`ann@${domain}`])
  const group = await givenGroup(`team@${domain}`, [`ann@${domain}`])
  const task = await importCsv('aliases', `address,destinations\nimported@${domain},ann@${domain}\n`)
  const person = await givenPerson('admin')
  const message = await givenMessage(`ann@${domain}`)
  const queued = await givenQueued('mail1', { sender: `ann@${domain}` })
  const zone = {
    name: 'roles-zone.test',
    kind: 'rfc2136',
    server: '192.0.2.1',
    keyName: 'postern',
    secret: Buffer.alloc(32, 1).toString('base64'),
  }
  await ask('POST', '/dns-zones', { body: zone })
  const [change] = await read<{ revision: string }[]>(`/changes?limit=1&domain=${domain}`)
  const report = await givenReport(domain)
  const [generation] = await read<{ generation: number }[]>('/hosts/mail1/generations')
  const ids: [string, string][] = [
    ['/aliases/[id]', `/aliases/${alias.id}`],
    ['/changes/[revision]', `/changes/${change?.revision}`],
    ['/domains/[name]', `/domains/${domain}`],
    ['/groups/[id]', `/groups/${group.id}`],
    ['/hosts/[name]', '/hosts/mail1'],
    ['[generation]', String(generation?.generation)],
    ['/mailboxes/[id]', `/mailboxes/ann@${domain}`],
    ['/messages/[id]', `/messages/${message}`],
    ['/people/[id]', `/people/${person.id}`],
    ['/settings/dns/zones/[name]', '/settings/dns/zones/roles-zone.test'],
    ['/reports/[id]', `/reports/${report}`],
    ['/tasks/[id]', `/tasks/${task}`],
    ['/queue/[host]/[id]', `/queue/mail1/${queued}`],
  ]
  real = (route) => ids.reduce((path, [pattern, one]) => path.replace(pattern, one), route)

  const page = await browser.newPage({ baseURL: process.env.POSTERN_URL, storageState: { cookies: [], origins: [] }, locale: 'en-GB' })
  people = []
  for (const role of roles) {
    await becomeStranger(page)
    await givePassword(page, await givenPerson(role, [domain]))
    await page.waitForURL((url) => url.pathname === '/')
    const storageState = await page.context().storageState()
    people.push({ role, context: await requests.newContext({ baseURL: process.env.POSTERN_URL, storageState }) })
  }
  await page.close()
})
test.afterAll(() => Promise.all(people.map(({ context }) => context.dispose())))

test('every page is there for the roles of its row, and for no other', async () => {
  expect(Object.keys(pages).sort()).toEqual(panelPages)
  for (const route of panelPages)
    for (const { role, context } of people) {
      const answer = await context.get(real(route), { maxRedirects: 0 })
      const shown = answer.status() === 200 && !(await answer.text()).includes('NEXT_HTTP_ERROR_FALLBACK;404')
      const there = shown ? 'a page' : answer.status() < 400 ? 'led elsewhere' : `none (${answer.status()})`
      const expected = pages[route]?.includes(role) ? 'a page' : expect.stringMatching(/^(?:led elsewhere|none \(404\)|none \(200\))$/)
      expect.soft(there, `${role}: ${route}`).toEqual(expected)
    }
})

test('every action is for the roles of its row, and forbidden to all others', async () => {
  expect(panelActions.filter((action) => rowOf(action) === undefined).map(({ file, name }) => `${file} ${name}`)).toEqual([])
  const before = await read<{ revision: string }[]>('/changes?limit=1')
  for (const action of panelActions)
    for (const { role, context } of people.filter((one) => !rowOf(action)?.includes(one.role))) {
      const answer = await callAction(context, action, { $id: 'x', $version: '1', name: 'x' })
      const text = await answer.text()
      // An action that gives words for a dialog throws what the others answer.
      const forbidden = text.includes('"code":"forbidden"') || (action.id.startsWith('40') && answer.status() === 500)
      expect.soft(forbidden, `${role}: ${action.file} ${action.name}: ${answer.status()} ${text.slice(0, 200)}`).toBe(true)
    }
  expect(await read<{ revision: string }[]>('/changes?limit=1')).toEqual(before)
})

test('every action of a row admits its roles, which are told what is wrong with an empty form', async () => {
  for (const action of panelActions.filter(({ id, name }) => !id.startsWith('40') && !['endOthers', 'chooseLocale'].includes(name)))
    for (const { role, context } of people.filter((one) => rowOf(action)?.includes(one.role))) {
      const text = await (await callAction(context, action, { $id: 'x', $version: '0' })).text()
      const isAdmitted = !text.includes('"code":"forbidden"') || mayStillBe(action.name, role)
      expect.soft(isAdmitted, `${role}: ${action.file} ${action.name}: ${text.slice(0, 200)}`).toBe(true)
    }
})

/** An administrator manages people and is no owner: looking as somebody is refused within. */
const mayStillBe = (name: string, role: PersonRole) => name === 'viewAs' && role === 'admin'
