import { beforeAll, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import type { Permission } from '#lib/auth/permissions'
import { listAppliedChanges } from '#lib/changes/list-changes'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, unique } from '#lib/db/testing'
import { genesis, hashOf } from './chain'
import { auditCsv, auditNdjson } from './export'
import { getChange, listChanges } from './queries'
import type { ChangeView } from './schema'

let owner: AdministratorActor

beforeAll(async () => {
  owner = await asOwner()
})

const save = (names: readonly string[], action = 'mailbox.create', domains: string[] = []) =>
  recordChange(owner, 'mailbox.write', async () => ({
    value: null,
    domains,
    entries: names.map((subjectName) => ({ action, subjectKind: 'mailbox', subjectId: null, subjectName, domainName: domains[0] ?? null })),
  }))

describe('the list of saved changes', () => {
  it('is walked to its end and back without missing or repeating an entry', async () => {
    const mark = unique()
    await save(Array.from({ length: 7 }, (_, index) => `${index}@${mark}.test`))
    const seen: string[] = []
    let page = await listChanges(owner, { subject: mark }, { limit: 3 })
    for (;;) {
      seen.push(...page.rows.map((row) => row.subjectName.slice(0, 1)))
      if (page.next === null) break
      page = await listChanges(owner, { subject: mark }, { limit: 3, cursor: page.next })
    }
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1', '0'])
    const back = await listChanges(owner, { subject: mark }, { limit: 3, cursor: page.previous ?? '' })
    expect(back.rows.map((row) => row.subjectName.slice(0, 1))).toEqual(['3', '2', '1'])
  })

  it('takes what people type as text, not as a pattern', async () => {
    const mark = unique()
    await save([`a_b%${mark}`, `axb-${mark}`])
    expect((await listChanges(owner, { subject: `a_b%${mark}` })).rows).toHaveLength(1)
    expect((await listChanges(owner, { subject: `%${mark}` })).rows).toHaveLength(1)
  })

  it('finds all that happened to a kind of thing, and what happened on a day, that day included', async () => {
    const mark = unique()
    await save([mark], 'mailbox.delete')
    await save([mark], 'mailboxes.import')
    const today = new Date().toISOString().slice(0, 10)
    const found = await listChanges(owner, { subject: mark, action: 'mailbox.', from: today, until: today })
    expect(found.rows.map((row) => row.action)).toEqual(['mailbox.delete'])
    expect((await listChanges(owner, { subject: mark, until: '2020-01-01' })).rows).toEqual([])
  })

  it('is not for a role that may not read the audit', async () => {
    const other = { ...(await givenAdministrator('auditor')), permissions: new Set<Permission>(['domain.read']) }
    await expect(listChanges(other)).rejects.toThrow('forbidden')
    await expect(getChange(other, '1')).rejects.toThrow('forbidden')
  })

  it('refuses a cursor that it did not give', async () => {
    await expect(listChanges(owner, {}, { cursor: "older.1'; drop table" })).rejects.toThrow('invalid_request')
  })
})

describe('saved beside applied', () => {
  it('a change waits until its host confirmed that revision, and what failed is told apart from what is on its way', async () => {
    const domain = await givenDomain()
    const { revision } = await save([`u@${domain.name}`], 'mailbox.create', [domain.name])
    const among = async (applied: 'waiting' | 'failed' | 'applied') =>
      (await listAppliedChanges(owner, { domain: domain.name }, {}, applied)).rows.map((row) => row.revision)

    expect(await among('waiting')).toEqual([revision])
    expect(await among('failed')).toEqual([])
    await db().domainApply.updateMany({ where: { domainName: domain.name }, data: { errorCode: 'agent_map_failed', failedAt: new Date() } })
    expect(await among('failed')).toEqual([revision])
    await db().domainApply.updateMany({
      where: { domainName: domain.name },
      data: { appliedRevision: BigInt(revision ?? 0), errorCode: null, failedAt: null, appliedAt: new Date() },
    })
    expect(await among('waiting')).toEqual([])
    expect(await among('applied')).toEqual([revision])
  })
})

describe('the audit as CSV', () => {
  const read = async (subject: string): Promise<string> => {
    let text = ''
    for await (const part of auditCsv(owner, { subject })) text += part
    return text
  }

  it('has a line for each entry, however many pages they fill', async () => {
    const mark = unique()
    await save(Array.from({ length: 450 }, (_, index) => `${index}@${mark}.test`))
    expect((await read(mark)).trimEnd().split('\r\n')).toHaveLength(451)
  })

  it('does not let a name become a formula of a spreadsheet', async () => {
    const mark = unique()
    await save([`=HYPERLINK("http://${mark}")`])
    expect(await read(mark)).toContain(`"'=HYPERLINK(""http://${mark}"")"`)
  })
})

it('the audit as NDJSON is whole: the chain of hashes can be followed from it alone', async () => {
  await save([unique(), `“${unique()}”\r\n<b>`])
  let text = ''
  for await (const part of auditNdjson(owner, {})) text += part
  const entries: ChangeView[] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  let prevHash = genesis
  for (const { revision, at, hash, subjectUnicodeName: _, domainUnicodeName: __, ...content } of entries.toReversed()) {
    expect(hashOf({ ...content, id: BigInt(revision), at: new Date(at) }, prevHash)).toBe(hash)
    prevHash = hash
  }
})
