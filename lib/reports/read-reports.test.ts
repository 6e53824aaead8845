// Reports as strangers send them: right ones in every wrapping, and those that are meant to hurt.
import { Buffer } from 'node:buffer'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { AggregateRecord } from './aggregate-report'
import { type ReportLimits, reportLimits } from './limits'
import { readAggregate } from './read-aggregate'
import { type ReportRead, readReports } from './read-reports'

const record = (ip: string, count = 1): string =>
  `<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated><disposition>none</disposition><dkim>pass</dkim><spf>fail</spf><reason><type>forwarded</type><comment/></reason></policy_evaluated></row><identifiers><header_from>example.org</header_from></identifiers><auth_results><dkim><domain>example.org</domain><selector>s1</selector><result>pass</result></dkim><spf><domain>example.net</domain><result>fail</result></spf></auth_results></record>`
const head = `<report_metadata><org_name>Receiver &amp; Sons</org_name><email>dmarc@receiver.example</email><report_id>r-1</report_id><date_range><begin>1700000000</begin><end>1700086399</end></date_range></report_metadata><policy_published><domain>Example.org</domain><adkim>r</adkim><p>Reject</p><sp>none</sp><pct>100</pct></policy_published>`
const report = (records: string, before = '<?xml version="1.0" encoding="UTF-8"?>'): string =>
  `${before}<feedback><version>1.0</version>${head}${records}</feedback>`
const small = Buffer.from(report(record('192.0.2.1', 3) + record('2001:db8::1', 4)))

async function read(content: Buffer, limits: Partial<ReportLimits> = {}): Promise<{ reads: ReportRead[]; records: AggregateRecord[] }> {
  const records: AggregateRecord[] = []
  const reads = await readReports(content, (more) => void records.push(...more), { ...reportLimits, ...limits })
  return { reads, records }
}
const codesOf = async (content: Buffer, limits?: Partial<ReportLimits>): Promise<string[]> =>
  (await read(content, limits)).reads.map((found) => (found.kind === 'refused' ? found.finding.code : found.kind))

/** A zip archive written by hand, so that it may lie. */
function zip(files: { name: string; content: Buffer; flags?: number }[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content, flags = 0 } of files) {
    const packed = deflateRawSync(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flags, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(content.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const start = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
    const entry = Buffer.alloc(42)
    entry.writeUInt16LE(20, 0)
    fields.copy(entry, 2, 0, 24)
    entry.writeUInt32LE(offset, 38)
    central.push(Buffer.from('PK\x01\x02'), entry, Buffer.from(name))
    local.push(start)
    offset += start.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end])
}

const mail = (parts: { type: string; content: Buffer; name?: string }[], type = 'multipart/mixed'): Buffer =>
  Buffer.from(
    [
      'From: dmarc@receiver.example',
      'Subject: Report domain: example.org',
      'MIME-Version: 1.0',
      `Content-Type: ${type}; boundary="b"`,
      '',
      ...parts.flatMap((part) => [
        '--b',
        `Content-Type: ${part.type}`,
        'Content-Transfer-Encoding: base64',
        `Content-Disposition: attachment; filename="${part.name ?? 'r'}"`,
        '',
        part.content.toString('base64').replace(/.{76}/g, '$&\r\n'),
      ]),
      '--b--',
      '',
    ].join('\r\n'),
  )

describe('an aggregate report', () => {
  test('says who reports, what was asked for, and what each source did', async () => {
    const { reads, records } = await read(small)
    expect(reads).toEqual([
      {
        kind: 'aggregate',
        replaced: false,
        report: {
          version: '1.0',
          reporter: { organisation: 'Receiver & Sons', email: 'dmarc@receiver.example', contact: null, generator: null },
          reportId: 'r-1',
          begin: 1_700_000_000,
          end: 1_700_086_399,
          errors: [],
          policy: {
            domain: 'example.org',
            p: 'reject',
            sp: 'none',
            np: null,
            adkim: 'r',
            aspf: null,
            pct: '100',
            fo: null,
            testing: null,
            discoveryMethod: null,
          },
          records: 2,
          messages: 7,
          dispositions: { none: 7 },
        },
      },
    ])
    expect(records[0]).toEqual({
      sourceIp: '192.0.2.1',
      count: 3,
      disposition: 'none',
      dkim: 'pass',
      spf: 'fail',
      reasons: [{ type: 'forwarded', comment: '' }],
      headerFrom: 'example.org',
      envelopeFrom: null,
      envelopeTo: null,
      authDkim: [{ domain: 'example.org', selector: 's1', result: 'pass', explanation: null }],
      authSpf: [{ domain: 'example.net', scope: null, result: 'fail', explanation: null }],
    })
  })

  test.each([
    ['gzip', gzipSync(small)],
    ['gzip in gzip', gzipSync(gzipSync(small))],
    ['gzip with a line end behind it', Buffer.concat([gzipSync(small), Buffer.from('\r\n')])],
    ['zip', zip([{ name: 'r.xml', content: small }])],
    ['zip with a name that leads out of it', zip([{ name: '../../etc/cron.d/x', content: small }])],
    ['zip with a name of NUL', zip([{ name: '\0', content: small }])],
    ['mail with gzip', mail([{ type: 'application/gzip', content: gzipSync(small) }])],
    [
      'mail with a wrong type and name',
      mail([{ type: 'image/png', name: '/etc/passwd', content: zip([{ name: 'x', content: gzipSync(small) }]) }]),
    ],
    [
      'UTF-16',
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from(report(record('192.0.2.1'), '<?xml version="1.0" encoding="UTF-16"?>'), 'utf16le'),
      ]),
    ],
    [
      'a namespace',
      Buffer.from(
        small
          .toString()
          .replace('<feedback>', '<d:feedback xmlns:d="urn:ietf:params:xml:ns:dmarc-2.0">')
          .replace('</feedback>', '</d:feedback>'),
      ),
    ],
  ])('is read out of %s', async (_, content) => {
    const { reads, records } = await read(content)
    expect(reads).toMatchObject([{ kind: 'aggregate', report: { reportId: 'r-1' } }])
    expect(records[0]?.sourceIp).toBe('192.0.2.1')
  })

  test('several in one mail are several, and a broken one takes none with it', async () => {
    const broken = { type: 'application/gzip', content: gzipSync(small).subarray(0, 60) }
    const fine = { type: 'application/gzip', content: gzipSync(small) }
    expect(await codesOf(mail([fine, broken, fine]))).toEqual(['aggregate', 'report_archive_broken', 'aggregate'])
  })

  test('bytes that are no text do not cost the report', async () => {
    const content = Buffer.from(report(record('192.0.2.1').replace('example.org', 'bad\xff'), ''), 'latin1')
    expect((await read(content)).reads).toMatchObject([{ kind: 'aggregate', replaced: true }])
  })
})

describe('what is meant to hurt', () => {
  test.each([
    ['an external entity', '<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['entities that multiply', '<!DOCTYPE f [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'],
    ['a parameter entity', '<!DOCTYPE f [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]>'],
    ['a document type from elsewhere', '<!DOCTYPE f SYSTEM "http://127.0.0.1/x.dtd">'],
  ])('%s is refused before it is used', async (_, doctype) => {
    expect(await codesOf(Buffer.from(report(record('192.0.2.1'), doctype)))).toEqual(['report_declares_entities'])
  })

  test('an entity that nobody declared is no text', async () => {
    expect(await codesOf(Buffer.from(report(record('&secret;'))))).toEqual(['report_not_xml'])
  })

  test('a bomb ends where its limit is, in each wrapping', async () => {
    const bomb = Buffer.from(`<feedback>${' '.repeat(30_000_000)}</feedback>`)
    const wrapped = [
      gzipSync(bomb),
      gzipSync(gzipSync(bomb)),
      zip([{ name: 'r.xml', content: bomb }]),
      mail([{ type: 'application/zip', content: zip([{ name: 'r', content: bomb }]) }]),
    ]
    for (const content of wrapped) expect(await codesOf(content)).toEqual(['report_expands_too_far'])
    expect(await codesOf(gzipSync(small), { expandedMax: 100 })).toEqual(['report_expands_too_far'])
  })

  test('many small files are one large one', async () => {
    const files = Array.from({ length: 40 }, (_, index) => ({
      name: `${index}`,
      content: Buffer.from(`<feedback>${' '.repeat(500_000)}</feedback>`),
    }))
    expect((await codesOf(zip(files))).at(-1)).toBe('report_expands_too_far')
    expect((await codesOf(zip(Array.from({ length: 60 }, () => ({ name: 'r', content: small }))))).at(-1)).toBe('report_too_many_files')
  })

  test('archives in archives end somewhere', async () => {
    let content = small
    for (let depth = 0; depth < 8; depth++) content = gzipSync(content)
    expect(await codesOf(content)).toEqual(['report_nested_too_deep'])
  })

  test('a thousand parts inside each other are no mail', async () => {
    const open = Array.from({ length: 1000 }, (_, depth) => `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n`)
    expect(await codesOf(Buffer.from(`Subject: x\r\n${open.join('')}`))).toEqual(['report_mail_unreadable'])
  })

  test('an archive that is encrypted, cut or only says that it is one is refused', async () => {
    expect(await codesOf(zip([{ name: 'r.xml', content: small, flags: 1 }]))).toEqual(['report_archive_encrypted'])
    expect(await codesOf(zip([{ name: 'r.xml', content: small }]).subarray(0, 200))).toEqual(['report_archive_broken'])
    expect(await codesOf(Buffer.from('PK\x03\x04 hello'))).toEqual(['report_archive_broken'])
    expect(await codesOf(Buffer.from([0x1f, 0x8b, 8, 0]))).toEqual(['report_archive_broken'])
  })

  test('XML without an end, of another kind, or as deep as a well is refused whole', async () => {
    expect(await codesOf(small.subarray(0, small.length - 20))).toEqual(['report_not_xml'])
    expect(await codesOf(Buffer.from('<html><body/></html>'))).toEqual(['report_not_a_report'])
    expect(await codesOf(Buffer.from('<feedback>'.repeat(5000)))).toEqual(['report_unusual_structure'])
    expect(await codesOf(Buffer.from(report(record('x'.repeat(30_000)))))).toEqual(['report_text_too_long'])
    expect(await codesOf(Buffer.from(report(record('192.0.2.1', -1))))).toEqual(['report_field_value'])
    expect(await codesOf(Buffer.from(report(record('192.0.2.1')).replace('<report_id>r-1</report_id>', '')))).toEqual([
      'report_field_missing',
    ])
  })

  test('names that belong to the language are names', async () => {
    const content = report(record('192.0.2.1').replace('>none<', '>__proto__<')).replace(
      '<version>1.0</version>',
      '<__proto__><x>1</x></__proto__><constructor>2</constructor>',
    )
    expect((await read(Buffer.from(content))).reads).toMatchObject([{ kind: 'aggregate', report: { records: 1, version: null } }])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  test('nothing, and what is no report, is said to be that', async () => {
    expect(await codesOf(Buffer.alloc(0))).toEqual(['report_empty'])
    expect(await codesOf(Buffer.from('Subject: lunch?\r\n\r\nToday?'))).toEqual(['report_not_a_report'])
    expect(await codesOf(Buffer.from('{"a":'))).toEqual(['report_not_json'])
    expect(await codesOf(Buffer.from('{"a":1}'))).toEqual(['report_field_value'])
    expect(await codesOf(small, { bytesMax: 10 })).toEqual(['report_too_large'])
  })

  test('more records than the limit are refused', async () => {
    expect(await codesOf(Buffer.from(report(record('192.0.2.1').repeat(11))), { recordsMax: 10 })).toEqual(['report_too_many_records'])
  })
})

test('records are handed on as they come, and none is kept', async () => {
  const thousands = 30
  function* text(): Generator<Buffer> {
    yield Buffer.from(`<feedback>${head}`)
    for (let sent = 0; sent < thousands; sent++) yield Buffer.from(record('192.0.2.1').repeat(1000))
    yield Buffer.from('</feedback>')
  }
  const batches: number[] = []
  const { report: found } = await readAggregate(text(), reportLimits, (records) => void batches.push(records.length))
  expect({ records: found.records, messages: found.messages }).toEqual({ records: thousands * 1000, messages: thousands * 1000 })
  // What memory holds at once is a piece of the text and its records; `npm run bench -- reports` does it with a million.
  expect(Math.max(...batches)).toBeLessThanOrEqual(1000)
})

describe('a failure report', () => {
  const fields =
    'Feedback-Type: auth-failure\r\nUser-Agent: x/1\r\nVersion: 1\r\nAuth-Failure: dmarc\r\nSource-IP: 192.0.2.1\r\nReported-Domain: example.org\r\nReported-Domain: example.net\r\n'
  const original = 'From: =?utf-8?q?Ana?= <ana@example.org>\r\nSubject: hi\r\n there\r\n\r\nFrom: not a header'

  test('says what failed, where from, and of which mail', async () => {
    const content = mail(
      [
        { type: 'message/feedback-report', content: Buffer.from(fields) },
        { type: 'message/rfc822', content: Buffer.from(original) },
      ],
      'multipart/report; report-type=feedback-report',
    )
    expect((await read(content)).reads).toMatchObject([
      {
        kind: 'failure',
        report: {
          feedbackType: 'auth-failure',
          isDmarc: true,
          sourceIp: '192.0.2.1',
          reportedDomains: ['example.org', 'example.net'],
          original: { subject: 'hi there', to: null },
        },
      },
    ])
  })
})

describe('an SMTP TLS report', () => {
  const tls = {
    'organization-name': 'Sender',
    'date-range': { 'start-datetime': '2026-11-20T00:00:00Z', 'end-datetime': '2026-11-20T23:59:59Z' },
    'report-id': 't-1',
    policies: [
      {
        policy: { 'policy-type': 'sts', 'policy-domain': 'example.org', 'mx-host': '*.example.org' },
        summary: { 'total-successful-session-count': 5, 'total-failure-session-count': 2 },
        'failure-details': [{ 'result-type': 'certificate-expired', 'failed-session-count': 2, 'receiving-mx-hostname': 'mx.example.org' }],
      },
    ],
  }
  test.each([
    ['alone', Buffer.from(JSON.stringify(tls))],
    ['in gzip', gzipSync(JSON.stringify(tls))],
    [
      'in a mail',
      mail([{ type: 'application/tlsrpt+gzip', content: gzipSync(JSON.stringify(tls)) }], 'multipart/report; report-type=tlsrpt'),
    ],
  ])('is read %s', async (_, content) => {
    expect((await read(content)).reads).toMatchObject([
      {
        kind: 'tls',
        report: {
          reportId: 't-1',
          contact: null,
          successful: 5,
          failed: 2,
          policies: [{ mx: ['*.example.org'], failures: [{ type: 'certificate-expired', count: 2 }] }],
        },
      },
    ])
  })
})
