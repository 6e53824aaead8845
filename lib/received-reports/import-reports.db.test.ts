import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain } from '#lib/db/testing'
import { reportLimits } from '#lib/reports/limits'
import { importFiles, importReports } from './import-reports'
import { getReport } from './queries'
import { aggregateXml, failureMail, packed, tlsReport } from './testing'

const upload = { fileName: 'report.xml.gz', via: 'upload' } as const
let owner: Awaited<ReturnType<typeof asOwner>>
beforeAll(async () => {
  owner = await asOwner()
})
const bring = (content: Buffer | string, actor: Parameters<typeof importReports>[0] = owner) =>
  importReports(actor, Buffer.isBuffer(content) ? content : packed(content), upload)

describe('a report', () => {
  it('is kept with its records, their reasons, and the original as it came', async () => {
    const { id, name } = await givenDomain()
    const content = packed(
      aggregateXml(name, [
        { ip: '192.0.2.1', count: 7 },
        { ip: '2001:DB8:0::9', count: 2, dkim: 'fail', spf: 'fail', signedBy: null, sentBy: { domain: 'other.example', result: 'pass' } },
        { ip: '192.0.2.7', dkim: 'fail', spf: 'fail', sentBy: { domain: 'list.example', result: 'pass' } },
      ]),
    )
    const [taken] = await bring(content)
    expect(taken).toMatchObject({
      result: 'taken',
      kind: 'aggregate',
      organisation: 'receiver.example',
      domain: name,
      messages: 10,
      refusal: null,
    })
    const row = await db().receivedReport.findUniqueOrThrow({
      where: { id: taken?.id ?? '' },
      include: { groups: { orderBy: { position: 'asc' } }, original: true },
    })
    expect(row).toMatchObject({ domainId: id, messages: 10n, good: 7n, records: 3, refusal: null })
    expect(row.groups).toMatchObject([
      { sourceIps: ['192.0.2.1'], counts: [7n], messages: 7n, dkim: 'aligned', spf: 'aligned', forwarded: false },
      { sourceIps: ['2001:db8::9'], dkim: 'unsigned', spf: 'foreign', otherDomain: 'other.example', forwarded: false },
      { sourceIps: ['192.0.2.7'], dkim: 'broken', spf: 'foreign', forwarded: true },
    ])
    expect((await getReport(owner, row.id)).rows).toMatchObject([
      { position: 0, sourceIp: '192.0.2.1', count: 7, aligned: true },
      { position: 1, sourceIp: '2001:db8::9', spfResults: [{ domain: 'other.example', result: 'pass' }] },
      { position: 2, sourceIp: '192.0.2.7', headerFrom: name },
    ])
    expect(Buffer.from(row.original.content)).toEqual(content)
    expect(row.original).toMatchObject({ packed: false, broughtBy: owner.name, via: 'upload' })
    expect(await db().change.findFirst({ where: { subjectId: row.originalId } })).toMatchObject({
      action: 'report.import',
      domainName: name,
    })
  })

  it('counts once, however it comes again', async () => {
    const { id, name } = await givenDomain()
    const xml = aggregateXml(name, [{ count: 3 }])
    expect(await bring(xml)).toMatchObject([{ result: 'taken' }])
    expect(await bring(xml)).toMatchObject([{ result: 'known', id: null }])
    expect(await bring(Buffer.from(xml))).toMatchObject([{ result: 'known' }])
    expect((await Promise.all([bring(Buffer.from(`${xml}\n`)), bring(gzipSync(`${xml}\n\n`))])).flat()).toMatchObject([
      { result: 'known' },
      { result: 'known' },
    ])
    expect(await bring(aggregateXml(name, [{ count: 3 }], { organisation: 'another.example' }))).toMatchObject([{ result: 'taken' }])
    expect(await db().receivedReport.count({ where: { domainId: id } })).toBe(2)
  })

  it('for a part of a domain belongs to the domain; one for a stranger is refused, and kept until the domain is here', async () => {
    const { name } = await givenDomain()
    expect(await bring(aggregateXml(`news.${name}`, [{}]))).toMatchObject([{ result: 'taken', domain: `news.${name}` }])
    const later = `later.${name.replace('.', '-')}.test`
    const content = packed(aggregateXml(later, [{}]))
    const [refused] = await bring(content)
    expect(refused).toMatchObject({ result: 'refused', refusal: { code: 'report_foreign_domain', values: { domain: later } } })
    expect(await db().receivedReport.findUnique({ where: { id: (await newest(later)).id } })).toMatchObject({ domainId: null, key: null })
    await givenDomain({ name: later })
    expect(await bring(content)).toMatchObject([{ result: 'taken' }])
    expect(await db().receivedReport.count({ where: { domainName: later } })).toBe(1)
  })

  it('of a domain that somebody was not given is answered like one of a stranger', async () => {
    const [own, foreign] = [await givenDomain(), await givenDomain()]
    const admin = await givenAdministrator('domain_admin', [own])
    expect(await bring(aggregateXml(own.name, [{}]), admin)).toMatchObject([{ result: 'taken' }])
    expect(await bring(aggregateXml(foreign.name, [{}]), admin)).toMatchObject([{ refusal: { code: 'report_foreign_domain' } }])
    await expect(bring(aggregateXml(own.name, [{}]), await givenAdministrator('auditor'))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('about TLS and one about a single mail are kept too', async () => {
    const { id, name } = await givenDomain()
    expect(await bring(tlsReport(name))).toMatchObject([{ result: 'taken', kind: 'tls', messages: 100 }])
    expect(await bring(failureMail(name))).toMatchObject([{ result: 'taken', kind: 'failure', messages: 1 }])
    expect(await bring(failureMail(name))).toMatchObject([{ result: 'known' }])
    const [tls] = await db().receivedReport.findMany({
      where: { domainId: id, kind: 'tls' },
      include: { tlsResults: true, tlsFailures: true },
    })
    expect(tls).toMatchObject({
      messages: 100n,
      good: 90n,
      tlsResults: [{ policyType: 'sts', failed: 10n }],
      tlsFailures: [{ type: 'certificate-expired' }],
    })
    expect(await db().receivedReport.findFirst({ where: { domainId: id, kind: 'failure' } })).toMatchObject({
      details: { sourceIp: '192.0.2.66', authFailure: 'dmarc', subject: 'hello' },
    })
  })

  it('comes with others in one go: each is judged alone, the same counts once, and a bad one takes none with it', async () => {
    const { name } = await givenDomain()
    const files = [
      packed(aggregateXml(name, [{ count: 1 }], { id: 'a' })),
      packed('<feedback><report_metadata>'),
      packed(aggregateXml('stranger.test', [{}])),
      packed(aggregateXml(name, [{ count: 2 }], { id: 'b' })),
      packed(aggregateXml(name, [{ count: 1 }], { id: 'a' })),
      Buffer.from(`${aggregateXml(name, [{ count: 2 }], { id: 'b' })}\n`),
      tlsReport(name),
    ]
    const all = await importFiles(
      owner,
      files.map((content) => ({ content, ...upload })),
    )
    expect(all.map((one) => one.map(({ result }) => result))).toEqual([
      ['taken'],
      ['refused'],
      ['refused'],
      ['taken'],
      ['known'],
      ['known'],
      ['taken'],
    ])
  })

  it('that the worker finds is no change of anybody', async () => {
    const { name } = await givenDomain()
    const before = await db().change.count({ where: { domainName: name } })
    expect(await bring(aggregateXml(name, [{}]), systemActor('report mailbox'))).toMatchObject([{ result: 'taken' }])
    expect(await db().change.count({ where: { domainName: name } })).toBe(before)
  })
})

// T10, at the door of the database: each is refused with its reason, the original is kept, and nothing of it is counted.
describe('a report that is meant to hurt', () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from('<feedback>'), Buffer.alloc(300 * 1024 * 1024, 0x20)]))
  const entities = '<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/passwd">]><feedback><version>&a;</version></feedback>'
  const huge = (name: string, count: string) => aggregateXml(name, [{}]).replace('<count>1<', `<count>${count}<`)
  const half = (name: string) =>
    aggregateXml(
      name,
      Array.from({ length: 12_000 }, (_, index) => ({ ip: `10.0.${index >> 8}.${index & 255}` })),
    ).slice(0, -20)

  it.each([
    ['a bomb', () => bomb, 'report_expands_too_far'],
    ['a file of the host', () => Buffer.from(entities), 'report_declares_entities'],
    ['half of twelve thousand records', (name: string) => packed(half(name)), 'report_not_xml'],
    ['more messages than there are', (name: string) => packed(huge(name, '999999999999999')), 'report_too_many_messages'],
    ['a day that is not yet', (name: string) => packed(aggregateXml(name, [{}], { begin: Date.now() + 9 * 86_400_000 })), 'report_time'],
    [
      'a name that climbs',
      (name: string) => zipOf('../../../etc/cron.d/x', aggregateXml(name, [{}]).replace('</feedback>', '')),
      'report_not_xml',
    ],
  ])('%s', async (_, contentOf, code) => {
    const { id, name } = await givenDomain()
    const content = contentOf(name)
    expect(await bring(content)).toMatchObject([{ result: 'refused', id: null, refusal: { code } }])
    expect(await db().receivedReport.count({ where: { domainId: id } })).toBe(0)
    const kept = await db().receivedReport.findFirstOrThrow({
      where: { refusal: { path: ['code'], equals: code } },
      include: { groups: true, original: true },
      orderBy: { id: 'desc' },
    })
    expect(kept.groups).toEqual([])
    expect(kept.original.packed ? gunzipSync(kept.original.content) : Buffer.from(kept.original.content)).toEqual(content)
  })

  it('takes not the good ones beside it along, and a file of very many records is whole', async () => {
    const { id, name } = await givenDomain()
    const many = aggregateXml(
      name,
      Array.from({ length: 12_345 }, (_, index) => ({ ip: `10.1.${index >> 8}.${index & 255}` })),
      { id: 'many' },
    )
    const results = await bring(mailOf([packed(half(name)), packed(many), packed(aggregateXml(name, [{}], { id: 'one' })), packed(many)]))
    expect(results.map(({ result }) => result)).toEqual(['refused', 'taken', 'taken', 'known'])
    const rows = await db().receivedReport.findMany({
      where: { domainId: id },
      include: { groups: { select: { sourceIps: true } } },
      orderBy: { records: 'asc' },
    })
    expect(rows.map(({ records, groups }) => [records, groups.reduce((sum, { sourceIps }) => sum + sourceIps.length, 0)])).toEqual([
      [1, 1],
      [12_345, 12_345],
    ])
  })

  it('of a thousand parts, or with records without end, ends', async () => {
    const { id, name } = await givenDomain()
    expect(await bring(mailOf(Array.from({ length: 1000 }, () => gzipSync('x'))))).toMatchObject([
      { refusal: { code: 'report_too_many_files' } },
    ])
    const endless = packed(
      aggregateXml(
        name,
        Array.from({ length: 11_000 }, () => ({})),
      ),
    )
    const limits = { ...reportLimits, recordsMax: 10_000 }
    expect(await importReports(owner, endless, upload, limits)).toMatchObject([{ refusal: { code: 'report_too_many_records' } }])
    expect(await db().receivedReport.count({ where: { domainId: id } })).toBe(0)
  })

  it('has no text that turns what stands beside it, or that Postgres has no place for', async () => {
    const { name } = await givenDomain()
    const odd = gunzipSync(tlsReport(name)).toString().replace('Receiver Inc.', 'a\\u0000\\u202e\\ud800<b>\\u001b[31m')
    expect(await bring(Buffer.from(odd))).toMatchObject([{ result: 'taken', organisation: 'a\ufffd\ufffd\ufffd<b>\ufffd[31m' }])
  })
})

const newest = (domainName: string) => db().receivedReport.findFirstOrThrow({ where: { domainName }, orderBy: { id: 'desc' } })

function zipOf(name: string, text: string): Buffer {
  const content = Buffer.from(text)
  const deflated = deflateRawSync(content)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(deflated.length, 14)
  fields.writeUInt32LE(content.length, 18)
  fields.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), deflated])
  const entry = Buffer.alloc(42)
  entry.writeUInt16LE(20, 0)
  fields.copy(entry, 2, 0, 24)
  const directory = Buffer.concat([Buffer.from('PK\x01\x02'), entry, Buffer.from(name)])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06'), end])
}

function mailOf(parts: readonly Buffer[]): Buffer {
  const sections = parts.map(
    (part) => `--b\r\nContent-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n${part.toString('base64')}\r\n`,
  )
  return Buffer.from(
    `From: a@receiver.example\r\nSubject: reports\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n${sections.join('')}--b--\r\n`,
  )
}
