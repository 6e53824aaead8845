// The watched mailbox on a real Dovecot, which is not ours: folders of its own in carol's mailbox on mail2.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenDomain } from '#lib/db/testing'
import { labUnderTest, openLab } from '../../e2e/lab/lab.mjs'
import { machine } from '../../e2e/lab/machine-under-test'
import { askLabDns } from '../../scripts/lab-dns.mjs'
import { importReports } from './import-reports'
import { getInbox, updateInbox } from './inbox-settings'
import { readInbox, testInbox } from './read-inbox'
import { aggregateXml, failureMail, packed } from './testing'

const lab = openLab(labUnderTest)
const user = 'carol@other.test'
const [folder, importedFolder, refusedFolder] = [`Reports-${machine}`, `Imported-${machine}`, `Refused-${machine}`]
let owner: Awaited<ReturnType<typeof asOwner>>

async function doveadm(args: readonly string[], stdin = ''): Promise<string> {
  const { stdout } = await lab.exec('mail2', ['/usr/bin/doveadm', ...args], { stdin })
  return stdout
}
const mailsIn = async (name: string): Promise<number> =>
  (await doveadm(['search', '-u', user, 'mailbox', name, 'all'])).split('\n').filter((line) => line !== '').length
const put = (mail: Buffer) => doveadm(['save', '-u', user, '-m', folder], mail.toString('latin1'))
const forget = async () => {
  for (const name of [folder, importedFolder, refusedFolder]) await doveadm(['mailbox', 'delete', '-u', user, '-s', name])
}

const mailWith = (report: Buffer): Buffer =>
  Buffer.from(
    `From: noreply@receiver.example\r\nTo: ${user}\r\nSubject: Report domain\r\nMIME-Version: 1.0\r\nContent-Type: application/gzip; name="r.xml.gz"\r\nContent-Transfer-Encoding: base64\r\n\r\n${report.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`,
  )

async function set(input: Parameters<typeof updateInbox>[2]) {
  const { version } = await getInbox(owner)
  const outcome = await updateInbox(owner, version, input)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals))
  return outcome.value
}

beforeAll(async () => {
  owner = await asOwner()
  await askLabDns(process.env.DATABASE_URL ?? '', labUnderTest)
  await forget()
  await doveadm(['mailbox', 'create', '-u', user, folder])
  await set({
    host: 'mail2.other.test',
    user,
    password: 'secret',
    folder,
    importedFolder,
    refusedFolder,
    allowPrivate: true,
    enabled: true,
  })
})
afterAll(forget)

describe('the watched mailbox', () => {
  it('gives its reports, each mail is moved to where it belongs, and none is deleted', async () => {
    const { id, name } = await givenDomain()
    const known = mailWith(packed(aggregateXml(name, [{ count: 5 }], { id: 'known' })))
    // A worker that died after its commit leaves a mail behind whose report is there already.
    await importReports(owner, known, { fileName: 'x', via: 'api' })
    await put(known)
    await put(mailWith(packed(aggregateXml(name, [{ count: 7 }]))))
    await put(failureMail(name))
    await put(mailWith(packed(aggregateXml('stranger.example', [{}]))))
    await put(Buffer.from(`From: a@b.test\r\nTo: ${user}\r\nSubject: Lunch?\r\n\r\nAt noon.\r\n`))
    expect(await testInbox(owner)).toEqual({ problem: null, messages: 5 })
    expect(await readInbox()).toEqual({ taken: 3, refused: 2, waiting: 0 })
    expect([await mailsIn(folder), await mailsIn(importedFolder), await mailsIn(refusedFolder)]).toEqual([0, 3, 2])
    const rows = await db().receivedReport.findMany({ where: { domainId: id }, orderBy: { messages: 'asc' } })
    expect(rows.map(({ kind, messages }) => [kind, messages])).toEqual([
      ['failure', 1n],
      ['aggregate', 5n],
      ['aggregate', 7n],
    ])
    expect(await readInbox()).toEqual({ taken: 0, refused: 0, waiting: 0 })
    expect((await getInbox(owner)).state).toMatchObject({ problem: null, taken: 3, refused: 2 })
  })

  it('says what is wrong: the password, the folder, the encryption, an address that is not allowed', async () => {
    const problem = async () => (await testInbox(owner)).problem
    await set({ password: 'wrong' })
    expect(await problem()).toBe('sign_in')
    expect((await readInbox()) && (await getInbox(owner)).state.problem).toBe('sign_in')
    await set({ password: 'secret', folder: 'Nowhere' })
    expect(await problem()).toBe('folder')
    await set({ folder, security: 'starttls', port: 143 })
    expect(await problem()).toBeNull()
    await set({ port: 9 })
    expect(await problem()).toBe('refused')
    await set({ port: 993, security: 'tls', host: lab.address('mail2'), password: 'secret' })
    expect(await problem()).toBe('tls')
    await set({ host: 'nowhere.other.test', password: 'secret' })
    expect(await problem()).toBe('not_found')
    await set({ host: 'mail2.other.test', password: 'secret', allowPrivate: false })
    expect(await problem()).toBe('private_address')
  })

  it('keeps its password to itself, and forgets it when the server is another', async () => {
    const { hasPassword, ...shown } = await set({ host: 'mail2.other.test', password: 'secret-of-carol', enabled: true })
    expect([hasPassword, JSON.stringify(shown)]).toEqual([true, expect.not.stringContaining('secret-of-carol')])
    expect(JSON.stringify(await db().setting.findMany())).not.toContain('secret-of-carol')
    const changes = await db().change.findMany({ where: { subjectId: 'report-inbox' } })
    expect(JSON.stringify(changes.map(({ before, after }) => [before, after]))).not.toContain('secret-of-carol')
    expect((await updateInbox(owner, shown.version, { host: 'elsewhere.example' })).ok).toBe(false)
    expect((await set({ enabled: false, host: 'elsewhere.example' })).hasPassword).toBe(false)
  })
})
