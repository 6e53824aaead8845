// Against a real authority: Debian's pebble. Without it (a machine where only units are tested) there is nothing to ask.
import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificatesIn, readCertificate } from '#lib/x509/read-certificate'
import { issue } from '#lib/x509/testing'
import { type AcmeAuthority, startAuthority } from '../../e2e/support/acme-authority'
import { boundTo, jwkOf, newAccountKey, readAccountKey, thumbprint } from './account-key'
import { AcmeClient } from './acme-client'
import { orderCertificate, type Proof, renewalId } from './order-certificate'

describe.skipIf(!existsSync('/usr/bin/pebble'))('a certificate authority', () => {
  const accountKey = newAccountKey()
  const proofs = new Map<string, string>()
  const server = createServer((request, response) => {
    const token = request.url?.slice('/.well-known/acme-challenge/'.length) ?? ''
    response.writeHead(proofs.has(token) ? 200 : 404).end(proofs.get(token))
  })
  let authority: AcmeAuthority

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, resolve))
    authority = await startAuthority({ httpPort: (server.address() as AddressInfo).port })
  })
  afterAll(async () => {
    await authority?.stop()
    server.close()
  })

  const clientOf = (key = accountKey) =>
    new AcmeClient({
      directory: authority.directory,
      accountKey: key,
      accountUrl: null,
      contact: 'it@example.org',
      allowPrivate: true,
      ca: authority.ca,
    })
  const show = async (shown: readonly Proof[]) => {
    for (const proof of shown) if (proof.kind === 'http') proofs.set(proof.token, proof.keyAuthorization)
    return async () => proofs.clear()
  }

  it('gives a chain for names that are proved over HTTP, and the proofs are gone then', async () => {
    const client = clientOf()
    const { chain, privateKey } = await orderCertificate(client, {
      names: ['localhost'],
      challenge: 'http',
      replaces: null,
      showProofs: show,
    })
    const [own, ...issuers] = certificatesIn(chain) ?? []
    expect(own && readCertificate(own).names).toEqual(['localhost'])
    expect(issuers.length).toBeGreaterThan(0)
    expect(privateKey).toContain('BEGIN PRIVATE KEY')
    expect(proofs.size).toBe(0)
    expect(own && renewalId(own)).toMatch(/^[\w-]+\.[\w-]+$/)
    expect(await clientOf().openAccount()).toBe(client.accountUrl)
  })

  it('says why it refuses', async () => {
    const nothing = async () => async () => undefined
    const wish = { challenge: 'http' as const, replaces: null }
    await expect(
      orderCertificate(clientOf(newAccountKey()), { ...wish, names: ['localhost'], showProofs: nothing, deadlineMs: 20_000 }),
    ).rejects.toMatchObject({
      reason: expect.stringMatching(/unauthorized|incorrectResponse|connection/),
      detail: expect.stringContaining('localhost'),
    })
    expect(proofs.size).toBe(0)
    await expect(orderCertificate(clientOf(), { ...wish, names: ['*.example.org'], showProofs: show })).rejects.toMatchObject({
      reason: 'no_challenge',
    })
  })

  it('is believed by its own certificate alone, and not asked where private addresses are closed', async () => {
    const options = { directory: authority.directory, accountKey, accountUrl: null, contact: null }
    await expect(new AcmeClient({ ...options, allowPrivate: true, ca: null }).openAccount()).rejects.toMatchObject({
      reason: 'certificate',
    })
    await expect(new AcmeClient({ ...options, allowPrivate: false, ca: authority.ca }).openAccount()).rejects.toMatchObject({
      reason: 'private_address',
    })
  })
})

it('names a certificate as RFC 9773 does', () => {
  const root = issue('r', { authority: true })
  expect(renewalId(new X509Certificate(issue('x', { by: root }).pem))).toBeNull()
})

it('binds an account to one that is there by other means', () => {
  const bound = boundTo(
    { keyId: 'kid-1', hmacKey: 'zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W' },
    jwkOf(readAccountKey(newAccountKey())),
    'https://ca.test/new',
  )
  expect(JSON.parse(Buffer.from(bound.protected ?? '', 'base64url').toString())).toEqual({
    alg: 'HS256',
    kid: 'kid-1',
    url: 'https://ca.test/new',
  })
  // RFC 7638 3.1 shows the form; of ours it is the order of the members that matters.
  expect(thumbprint({ crv: 'P-256', kty: 'EC', x: 'a', y: 'b' })).toHaveLength(43)
})
