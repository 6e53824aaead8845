// DANE where DNSSEC proves it: a host whose zone the lab's knot signs and its unbound validates. What the panel says of each TLSA record is what Postfix does, as a sender that knows
// DANE (RFC 7672). The host is mail2, whose port 25 shows a certificate that is the panel's too; the sender is the machine of these tests.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { checkCertificates } from '#lib/certificates/check-now'
import { uploadCertificate } from '#lib/certificates/commands'
import { tlsaRecords } from '#lib/certificates/tlsa-records'
import { db } from '#lib/db/client'
import { asOwner, unique } from '#lib/db/testing'
import { checkNow } from '#lib/dns-status/commands'
import { askLabDns } from '../../scripts/lab-dns.mjs'
import { machine } from '../lab/machine-under-test'
import { lab } from '../support/lab'
import { breakZone, mendZone } from '../support/lab-zone'
import { untilTrue } from '../support/until'

const zone = 'house.signed.test'
const above = 'signed.test'
const server = `mail2.${zone}`
const elsewhere = `3 1 1 ${'ab'.repeat(32)}`

let owner: AdministratorActor
let host: string
let domain: { id: string; name: string }
let folder: string
beforeAll(async () => {
  owner = await asOwner()
  await askLabDns(process.env.DATABASE_URL ?? '', lab.name)
  folder = await mkdtemp(join(tmpdir(), 'postern-dane-'))
  const hello = { protocol: 3, agent: '0', hostname: server, os: 'Debian', postfix: null, dovecot: null, generation: 0, configured: true }
  const status = { ports: [25] }
  const address = lab.address('mail2')
  const row = { name: `h-${unique()}`, address, port: 22, hostKey: 'ssh-ed25519 AAAA', facts: { hello, status } }
  host = (await db().host.create({ data: row })).id
  domain = await db().domain.create({ data: { name: zone, unicodeName: zone, kind: 'hosted', hostId: host } })
  await upload(await lab.readFile('mail2', '/etc/ssl/certs/mail.pem'), await lab.readFile('mail2', '/etc/ssl/private/mail.key'))
  expect(await checkCertificates(owner, host)).toMatchObject({ ok: true })
})
// More looks than a person may ask for in a minute.
beforeEach(() => db().requestCount.deleteMany())
afterAll(async () => {
  await mendZone(zone)
  await mendZone(above)
  await rm(folder, { recursive: true, force: true })
})

async function upload(certificate: string, privateKey: string): Promise<void> {
  expect(await uploadCertificate(owner, host, { certificate, privateKey, ownAuthority: 'true' })).toMatchObject({ ok: true })
}

/** What the panel computes of the certificates that it keeps: of the present one, and of the one that comes next. */
const ours = async (): Promise<string[]> => (await tlsaRecords(owner, domain)).map(({ value }) => value)

const publish = (...values: string[]): Promise<void> =>
  values.length === 0
    ? mendZone(zone)
    : breakZone(zone, (text) => `${text}${values.map((value) => `_25._tcp.mail2 TLSA ${value}\n`).join('')}`)

async function told(kind: 'domain' | 'host', check: string) {
  const { checks } = await checkNow(owner, kind, kind === 'host' ? host : domain.id)
  const found = checks.find((one) => one.check === check)
  if (!found) throw new Error(`${check} was not asked about`)
  const { state, errors, warnings, records, expected } = found
  return { says: [state, ...[...errors, ...warnings].map(({ code }) => code)].join(' '), records, expected }
}
const dane = () => told('host', 'dane')

/** What the Postfix of another host finds of it: posttls-finger(1). */
async function postfix(): Promise<string> {
  const argv = ['/usr/sbin/posttls-finger', '-c', '-t', '20', '-L', 'summary', '-l', 'dane', `[${server}]`]
  const { stdout, stderr } = await lab.exec(machine, argv)
  const line = /(\w+) TLS connection established|address lookup (failed)/.exec(`${stdout}${stderr}`)
  return (line?.[1] ?? line?.[2] ?? `${stdout}${stderr}`).toLowerCase()
}

it('without a record nobody asks for proof, and the panel shows the record to publish', async () => {
  const [own] = await ours()
  expect(own).toMatch(/^3 1 1 [0-9a-f]{64}$/)
  await publish()
  const records = [{ name: `_25._tcp.${server}`, type: 'TLSA', value: own }]
  expect(await dane()).toEqual({ says: 'ok', records, expected: [own] })
  expect(await postfix()).toBe('untrusted')
})

it('a record of another certificate is an error, and the right one heals it', async () => {
  const [own = ''] = await ours()
  await publish(elsewhere)
  expect(await dane()).toMatchObject({ says: 'error dane_other_certificate', records: [{ value: own }] })
  expect(await postfix()).toBe('untrusted')
  await publish(own)
  expect(await dane()).toMatchObject({ says: 'ok', records: [] })
  expect(await postfix()).toBe('verified')
})

it('a record that no sender can use protects nothing, and that is said', async () => {
  await publish(`1 1 1 ${'ab'.repeat(32)}`)
  expect((await dane()).says).toBe('error dane_unusable tlsa_usage_pkix')
})

it('a chain without its link is unsigned, and a link to another key is broken DNSSEC: never a wrong record', async () => {
  const [own = ''] = await ours()
  await publish(own)
  try {
    await breakZone(above, (text) => text.replace(/^house.* DS .*\n/m, ''))
    expect((await dane()).says).toBe('warning dane_unsigned')
    expect(await postfix()).toBe('untrusted')

    await breakZone(above, (text) => text.replace(/( DS \d+ 13 2 ).*/, `$1${'0'.repeat(64)}`))
    expect((await dane()).says).toBe('error dnssec_bogus')
    expect((await told('domain', 'mx')).says).toBe('error dnssec_bogus')
    expect(await postfix()).toBe('failed')
  } finally {
    await mendZone(above)
  }
  expect((await dane()).says).toBe('ok')
  expect(await postfix()).toBe('verified')
})

it('mail is delivered over a connection that DANE proved, and kept back where the record is of another certificate', async () => {
  const main = await lab.readFile(machine, '/etc/postfix/main.cf')
  const dane = 'smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec\nsmtp_tls_loglevel = 1\n'
  const way = `transport_maps = inline:{ { other.test = smtp:[${server}] } }\n`
  const [own = ''] = await ours()
  try {
    await publish(own)
    await configure(`${main}\n${dane}${way}`)
    expect(await delivered('proved')).toMatch(/Verified TLS connection established to mail2\.house\.signed\.test[\s\S]*status=sent/)
    await publish(elsewhere)
    // A process of it remembers records by itself.
    await configure(`${main}\n${dane}${way}`)
    expect(await delivered('refused')).toMatch(/status=deferred \(Server certificate not (?:trusted|verified)\)/)
  } finally {
    await configure(main)
    await onMachine(['/usr/sbin/postsuper', '-d', 'ALL', 'deferred'])
  }
})

it('the certificate that comes next waits for its record, and no other way is said', async () => {
  const before = await ours()
  await publish(...before)
  await upload(...(await anotherCertificate()))
  const both = await ours()
  expect(both).toHaveLength(2)
  const missing = await dane()
  expect(missing).toMatchObject({ says: 'warning dane_next_missing' })
  expect(missing.records.map(({ value }) => value).toSorted()).toEqual(both.toSorted())
  await publish(...both)
  expect(await dane()).toMatchObject({ says: 'ok', records: [] })
  expect(await postfix()).toBe('verified')
})

async function anotherCertificate(): Promise<[certificate: string, key: string]> {
  const [certificate, key] = [join(folder, 'next.pem'), join(folder, 'next.key')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30']
  const name = ['-subj', `/CN=${server}`, '-addext', `subjectAltName=DNS:${server}`]
  await promisify(execFile)('/usr/bin/openssl', ['req', '-x509', ...kind, ...name, '-keyout', key, '-out', certificate])
  return [await readFile(certificate, 'utf8'), await readFile(key, 'utf8')]
}

async function configure(main: string): Promise<void> {
  await lab.writeFile(machine, '/etc/postfix/main.cf', main)
  await onMachine(['/usr/sbin/postfix', 'reload'])
}

/** The lines of Postfix since the message was handed over, up to what became of it. */
async function delivered(what: string): Promise<string> {
  const tag = `dane-${what}-${unique()}`
  const { stdout: cursor } = await onMachine(['/usr/bin/journalctl', '-n', '0', '--show-cursor', '-q'])
  const after = cursor.replace(/^-- cursor: /, '').trim()
  const envelope = ['-f', `${tag}@${machine}.example.test`, 'alice@other.test']
  await onMachine(['/usr/sbin/sendmail', ...envelope], `Subject: ${tag}\n\nhello\n`)
  let lines = ''
  await untilTrue(
    `the message ${tag} to have its end`,
    async () => {
      lines = (await onMachine(['/usr/bin/journalctl', '-o', 'cat', '-q', '--after-cursor', after, '-t', 'postfix/smtp'])).stdout
      return lines.includes('to=<alice@other.test>')
    },
    60_000,
  )
  return lines
}

async function onMachine(argv: string[], stdin = ''): Promise<{ stdout: string }> {
  const { code, stdout, stderr } = await lab.exec(machine, argv, { stdin })
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stdout} ${stderr}`)
  return { stdout }
}
