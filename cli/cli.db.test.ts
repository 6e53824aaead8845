import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { givenAdministrator, givenHost, unique } from '#lib/db/testing'
import { aggregateXml, packed } from '#lib/received-reports/testing'
import { listen } from '../app/api/v1/in-process'
import { runTasks } from '../worker/testing'
import { commands } from './commands'
import { connectionFile } from './connection'
import { run } from './run'

const folder = mkdtempSync(join(tmpdir(), 'postern-cli-'))
let server: Awaited<ReturnType<typeof listen>>
let worker: Awaited<ReturnType<typeof runTasks>>

async function postern(...words: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await run(commands, words, { stdout, stderr })
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
}

beforeAll(async () => {
  server = await listen()
  worker = await runTasks()
  process.env.XDG_CONFIG_HOME = folder
  process.env.POSTERN_URL = server.url
  await givenAdministrator('owner')
  await givenHost()
})

afterAll(async () => {
  await worker.stop()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const domain = `cli-${unique()}.example.test`

describe('somebody at a shell beside the panel', () => {
  it('makes a first token, kept in a file that only they can read', async () => {
    const { code, out, err } = await postern('token', 'create', 'laptop', '--everything', '--save')
    expect([code, err]).toEqual([0, ''])
    expect(out).not.toMatch(/pst_[0-9a-f]{16}_/)
    expect(statSync(connectionFile()).mode & 0o777).toBe(0o600)
  })

  it('adds a domain, a mailbox and an alias, and is told that they are saved but not applied yet', async () => {
    expect((await postern('domain', 'create', domain, '--note', 'by hand')).out).toMatch(/Saved as change \d+; not applied yet on host-/)
    const mailbox = JSON.parse((await postern('mailbox', 'create', `ana@${domain}`, '--generate', '--quota', '2 GiB', '--json')).out)
    expect(mailbox.data).toMatchObject({ quotaBytes: 2 * 1024 ** 3, generatedPassword: expect.stringMatching(/^.{16,}$/) })
    expect((await postern('alias', 'create', `info@${domain}`, '--to', `ana@${domain}`, '--to', 'bob@other.test')).out).toContain(
      'points to 2 addresses',
    )
    expect((await postern('alias', 'list', '--domain', domain)).out).toContain(`ana@${domain}, bob@other.test`)
  })

  it('changes what is named and nothing else', async () => {
    expect((await postern('alias', 'update', `info@${domain}`, '--note', 'front desk')).code).toBe(0)
    expect(JSON.parse((await postern('alias', 'show', `info@${domain}`, '--json')).out)).toMatchObject({
      note: 'front desk',
      destinationCount: 2,
    })
    expect((await postern('alias', 'update', `info@${domain}`, '--note', 'front desk')).out).toContain('nothing was changed')
  })

  it('is refused in sentences, field by field, with exit code 1', async () => {
    const { code, err } = await postern('mailbox', 'create', 'not an address', '--generate', '--quota', 'huge')
    expect(code).toBe(1)
    expect(err).toMatch(/^address: “not an address” .*\.$/m)
    expect(err).toMatch(/^quotaBytes: “huge” .*\.$/m)
  })

  it('imports CSV only after a dry run would find nothing', async () => {
    const file = join(folder, 'boxes.csv')
    writeFileSync(file, `address,displayName\nleo@${domain},Leo\nnobody@elsewhere.test,Nobody\n`)
    const dry = await postern('csv', 'import', 'mailboxes', file, '--dry-run')
    expect([dry.code, dry.err]).toEqual([1, expect.stringMatching(/^line 3/)])
    expect((await postern('csv', 'import', 'mailboxes', file)).code).toBe(1)
    expect(await db().mailbox.count({ where: { address: `leo@${domain}` } })).toBe(0)
    writeFileSync(file, `address,displayName\nleo@${domain},Leo\n`)
    expect((await postern('csv', 'import', 'mailboxes', file)).out).toContain('1 of 1 lines')
    expect((await postern('csv', 'export', 'mailboxes', '--domain', domain)).out).toContain(`leo@${domain}`)
  })

  it('changes many at once, those named or all that match, and never all by saying nothing', async () => {
    for (const name of ['choir', 'board']) await postern('group', 'create', `${name}@${domain}`, '--member', `ana@${domain}`)
    expect((await postern('group', 'bulk', 'disable', `choir@${domain}`, `board@${domain}`)).out).toMatch(/^2 of 2 were changed\. Saved/)
    expect((await postern('group', 'bulk', 'enable', '--domain', domain, '--search', 'choir')).out).toContain('1 of 1 were changed')
    expect((await postern('group', 'bulk', 'delete')).code).toBe(2)
    expect((await postern('group', 'bulk', 'delete', '--domain', domain)).code).toBe(2)
    expect((await postern('group', 'bulk', 'delete', `choir@${domain}`, '--all', '--expect', '9')).code).toBe(2)
    const grown = await postern('group', 'bulk', 'delete', '--domain', domain, '--expect', '1')
    expect([grown.code, grown.err]).toEqual([1, expect.stringContaining('2')])
    expect((await postern('group', 'bulk', 'delete', '--domain', domain, '--expect', '2')).out).toContain('2 of 2 were changed')
    const quota = await postern('mailbox', 'bulk', 'quota', '--domain', domain, '--search', 'ana', '--quota', '3 GiB')
    expect(quota.out).toContain('1 of 1 were changed')
    expect((await postern('domain', 'bulk', 'disable', domain)).out).toContain('1 of 1 were changed')
    expect((await postern('domain', 'bulk', 'enable', '--all')).out).toContain('1 of 1 were changed')
    expect((await postern('domain', 'bulk', 'delete', domain)).code).toBe(1)
  })

  it('takes groups in from a file as they went out, and domains out', async () => {
    await postern('group', 'create', `team@${domain}`, '--member', `ana@${domain}`, '--member', 'x@foreign.example')
    const { out } = await postern('csv', 'export', 'groups', '--domain', domain)
    expect(out).toContain(`team@${domain},ana@${domain} x@foreign.example,`)
    await postern('group', 'delete', `team@${domain}`)
    const file = join(folder, 'groups.csv')
    writeFileSync(file, out)
    expect((await postern('csv', 'import', 'groups', file, '--dry-run')).out).toContain('1 lines without a mistake')
    expect((await postern('csv', 'import', 'groups', file)).out).toContain('1 of 1 lines are groups now')
    expect((await postern('csv', 'export', 'domains')).out).toContain(`${domain},${domain},hosted,`)
    expect((await postern('csv', 'import', 'domains', file)).code).toBe(2)
  })

  it('brings reports from files, says who sends and what to do, and gets an original back', async () => {
    const [good, bad] = [join(folder, 'report.xml.gz'), join(folder, 'bad.xml')]
    writeFileSync(good, packed(aggregateXml(domain, [{ count: 8 }, { ip: '203.0.113.9', count: 2, dkim: 'fail', spf: 'fail' }])))
    writeFileSync(bad, 'nothing')
    const { code, out } = await postern('report', 'import', good, bad)
    expect([code, out]).toEqual([0, expect.stringMatching(/taken +aggregate.*10[\s\S]*refused.*report_not_a_report/)])
    expect((await postern('report', 'import', bad)).code).toBe(1)
    expect((await postern('report', 'senders', domain)).out).toMatch(/203\.0\.113\.0\/24 +network, stranger +2 +0 %/)
    expect((await postern('report', 'advice', domain)).out).toContain('too_little')
    const listed = await postern('report', 'list', '--domain', domain, '--json')
    expect(listed.err).toBe('')
    const [row] = JSON.parse(listed.out)
    const copy = join(folder, 'copy.gz')
    expect((await postern('report', 'original', row.id, copy)).code).toBe(0)
    expect(readFileSync(copy)).toEqual(readFileSync(good))
    expect((await postern('report', 'inbox', '--days', '300')).code).toBe(0)
    expect((await postern('report', 'inbox', '--test')).err).toContain('incomplete')
  })

  it('has mail moved again that its host refused to move', async () => {
    await postern('mailbox', 'delete', `leo@${domain}`)
    await db().archivedMailbox.updateMany({ data: { state: 'failed', errorCode: 'agent_protocol' } })
    expect((await postern('archive', 'restore', `leo@${domain}`)).code).toBe(1)
    expect((await postern('archive', 'retry', `leo@${domain}`)).out).toContain(`The mail of leo@${domain} is moved again`)
    expect(JSON.parse((await postern('archive', 'list', '--json')).out)).toMatchObject([{ state: 'archiving', errorCode: null }])
    expect((await postern('archive', 'retry', `leo@${domain}`)).err).toContain('No host refused')
  })

  it('changes settings that nobody changed before', async () => {
    await db().setting.deleteMany()
    expect((await postern('settings', 'update', '--archive-days', '10')).out).toMatch(/were changed\. Saved as change \d+/)
    expect(JSON.parse((await postern('settings', 'show', '--json')).out)).toMatchObject({ archiveDays: 10, version: 1 })
  })

  it('adds a colleague, lets them in, keeps them out and lets them go', async () => {
    const address = `ben-${unique()}@example.test`
    const made = JSON.parse((await postern('person', 'create', address, '--locale', 'es', '--generate', '--json')).out)
    expect(made.data).toMatchObject({
      address,
      name: address,
      role: 'admin',
      locale: 'es',
      generatedPassword: expect.stringMatching(/^.{16,}$/),
    })
    expect((await postern('person', 'update', address, '--name', 'Ben')).out).toMatch(/was changed\. Saved as change \d+/)
    expect((await postern('person', 'update', address, '--role', 'king')).err).toMatch(/^role: .*owner, admin/m)
    expect((await postern('person', 'password', address, '--generate')).out).toMatch(/has a new password[\s\S]*shown this once: \S{16,}/)
    expect((await postern('person', 'disable', address)).code).toBe(0)
    expect((await postern('person', 'list')).out).toMatch(new RegExp(`^${address} +Ben +admin +no`, 'm'))
    expect((await postern('person', 'delete', address)).out).toContain('was deleted')
    expect((await postern('person', 'show', address)).code).toBe(1)
  })

  it('lets somebody in who lost their second factor, by the API and beside the panel', async () => {
    for (const words of [
      ['person', 'remove-second-factor'],
      ['second-factor', 'remove'],
    ]) {
      const { id, name } = await givenAdministrator('admin')
      await db().administrator.update({ where: { id }, data: { totpSince: new Date() } })
      const { code, out } = await postern(...words, `${name}@example.test`)
      expect([code, out]).toEqual([0, expect.stringContaining('has no second factor now')])
      expect(await db().administrator.findUnique({ where: { id } })).toMatchObject({ totpSince: null })
      expect(await db().change.count({ where: { action: 'second-factor.remove', subjectId: id } })).toBe(1)
    }
    const again = await postern('second-factor', 'remove', 'nobody@example.test')
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('not found')])
  })

  it('makes tokens that are held to less, and refuses what contradicts itself', async () => {
    const made = JSON.parse(
      (await postern('token', 'create', 'onboarding', '--may', 'mailbox.read', '--domain', domain, '--network', '192.0.2.0/24', '--json'))
        .out,
    )
    expect(made).toMatchObject({ access: 'chosen', permissions: ['mailbox.read'], domains: [domain], networks: ['192.0.2.0/24'] })
    expect(JSON.parse((await postern('token', 'create', 'plain', '--json')).out)).toMatchObject({ access: 'read', domains: null })
    expect((await postern('token', 'create', 'both', '--read-only', '--everything')).code).not.toBe(0)
    const refused = await postern('token', 'create', 'bad', '--network', 'somewhere', '--expires', 'soon')
    expect(refused.code).toBe(1)
    for (const word of ['somewhere', 'soon']) expect(refused.err).toContain(word)
  })

  it('turns the sign-in provider off, so that passwords open the panel again', async () => {
    const value = { enabled: true, issuer: 'https://id.example.test', clientId: 'x', passwordSignIn: 'nobody' }
    await db().setting.create({ data: { key: 'sign-in-provider', value } })
    expect((await postern('provider', 'show', '--json')).out).toContain('id.example.test')
    expect((await postern('provider', 'off')).out).toContain('is off')
    expect(JSON.parse((await postern('provider', 'show', '--json')).out)).toMatchObject({ enabled: false })
  })

  it('deletes, and sees in the audit who did what by which way', async () => {
    expect((await postern('alias', 'delete', `info@${domain}`)).code).toBe(0)
    const [last] = JSON.parse((await postern('audit', 'list', '--subject', `info@${domain}`, '--json')).out)
    expect(last).toMatchObject({ action: 'alias.delete', via: 'cli' })
  })

  it('proves the chain of all that', async () => {
    expect((await postern('audit', 'verify')).out).toMatch(/^\d+ entries, none missing, none edited/)
  })

  it('does not use a token file that others can read', async () => {
    const { chmodSync } = await import('node:fs')
    chmodSync(connectionFile(), 0o644)
    const { code, err } = await postern('domain', 'list')
    expect([code, err]).toEqual([1, expect.stringContaining('chmod 600')])
    chmodSync(connectionFile(), 0o600)
  })

  it('is told when the panel does not answer', async () => {
    process.env.POSTERN_URL = 'http://127.0.0.1:9'
    const { code, err } = await postern('domain', 'list')
    expect([code, err]).toEqual([1, expect.stringContaining('did not answer')])
    process.env.POSTERN_URL = server.url
  })
})
