import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { expect, it } from 'vitest'
import { orderChain } from './judge-chain'
import { certificatesIn, namesCover, pemOf, readCertificate } from './read-certificate'
import { issue } from './testing'
import { writeRequest } from './write-request'

const root = issue('Root', { authority: true })
const middle = issue('Middle', { authority: true, by: root })
const server = issue('server', { names: ['Mail.example.org', '*.example.net'], by: middle })
const of = (pem: string) => new X509Certificate(pem)

it('reads what a certificate says', () => {
  const facts = readCertificate(of(server.pem))
  expect(facts).toMatchObject({ names: ['mail.example.org', '*.example.net'], issuer: 'Middle', keyKind: 'ec', keyBits: 256 })
  expect(facts).toMatchObject({ weakSignature: null, isAuthority: false, forServers: true })
  expect(facts.fingerprint).toMatch(/^[0-9a-f]{64}$/)
  expect(facts.notAfter.getTime()).toBeGreaterThan(Date.now())
})

it('finds signatures that nobody believes, and short keys', () => {
  const signer = issue('old', { authority: true, rsaBits: 2048 })
  expect(readCertificate(of(issue('s', { by: signer, hash: 'sha1', rsaBits: 1024 }).pem))).toMatchObject({
    weakSignature: 'sha1',
    keyBits: 1024,
    keyKind: 'rsa',
  })
})

it('shows of a stranger’s text what can be looked at', () => {
  const { issuer } = readCertificate(of(issue('x', { by: issue('Evil\u202e\u001b[31m\u0000\nCN=Good <b>', { authority: true }) }).pem))
  expect(issuer).not.toMatch(/\p{C}/u)
  expect(issuer).toMatch(/^Evil.*Good/)
})

it('mends the order of a chain, leaves the root out, and sees where it ends', () => {
  const ordered = orderChain(
    of(server.pem),
    [root, middle].map(({ pem }) => of(pem)),
  )
  expect(ordered.ends).toBe('own_root')
  expect(ordered.chain.map((one) => one.subject)).toEqual(['CN=server', 'CN=Middle'])
  expect(orderChain(of(server.pem), []).ends).toBe('missing_issuer')
  expect(orderChain(of(root.pem), []).ends).toBe('self_signed')
  expect(orderChain(of(server.pem), [of(middle.pem), of(issue('x').pem)]).strangers).toHaveLength(1)
})

it('takes a name for a root of the same name with another key', () => {
  const impostor = issue('Middle', { authority: true })
  expect(orderChain(of(server.pem), [of(impostor.pem)])).toMatchObject({ ends: 'missing_issuer', chain: [expect.anything()] })
})

it('writes certificates back as they were', () => {
  const [pem = ''] = rootCertificates
  expect(certificatesIn(pemOf(of(pem)))?.[0]?.fingerprint256).toBe(of(pem).fingerprint256)
  expect(certificatesIn('no certificate')).toEqual([])
  expect(certificatesIn('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBeNull()
})

it.each([
  ['mail.example.org', true],
  ['a.example.net', true],
  ['a.b.example.net', false],
  ['example.net', false],
  ['*.example.net', true],
  ['*.example.org', false],
])('%s is covered: %s', (name, covered) => expect(namesCover(['mail.example.org', '*.example.net'], name)).toBe(covered))

it('writes a request that openssl verifies, with every name', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const folder = mkdtempSync(join(tmpdir(), 'request-'))
  try {
    writeFileSync(join(folder, 'request'), writeRequest(privateKey, ['mail.example.org', 'mta-sts.example.org']))
    const told = execFileSync('/usr/bin/openssl', ['req', '-inform', 'DER', '-in', join(folder, 'request'), '-verify', '-noout', '-text'], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    expect(told).toContain('DNS:mail.example.org, DNS:mta-sts.example.org')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
