import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { tlsaDataOf } from '#lib/dns/dane/parse-tlsa'
import { resolverOf } from '#lib/dns/zone-resolver'
import { issue } from '#lib/x509/testing'
import type { HostFacts } from '../facts'
import { checkDane } from './check-dane'

const name = 'mail.acme.test'
const host: HostFacts = {
  ...{
    name,
    addresses: [],
    relay: null,
    allowPrivate: false,
    validating: true,
    blocklists: [],
    nameLists: [],
    currentChains: [],
    nextChains: [],
  },
  shown: [],
}
const [shown, next] = [issue(name, { names: [name] }), issue(name, { names: [name] })]
const keyOf = ({ pem }: { pem: string }) => tlsaDataOf(new X509Certificate(pem), 1, 1)
const seen = { shown: [new X509Certificate(shown.pem).raw.toString('base64')] }

function dane(published: string[], facts: Partial<HostFacts>) {
  const TLSA = published.map((data) => ({ usage: 3, selector: 1, matchingType: 1, data }))
  const zone = { [name]: { A: ['9.9.9.9'] }, [`_25._tcp.${name}`]: { TLSA } }
  return checkDane(resolverOf(zone, { secure: true }), { ...host, ...facts })
}

it('compares the records with what port 25 shows, and says which to publish', async () => {
  expect(await dane([keyOf(shown)], seen)).toMatchObject({ state: 'ok', records: [] })
  expect(await dane(['a'.repeat(64)], seen)).toMatchObject({
    state: 'error',
    errors: [{ code: 'dane_other_certificate' }],
    records: [{ name: `_25._tcp.${name}`, type: 'TLSA', value: `3 1 1 ${keyOf(shown)}` }],
  })
  expect((await dane(['a'.repeat(64)], {})).state).toBe('ok')
  expect((await dane([keyOf(shown)], { shown: ['junk'] })).state).toBe('ok')
})

it('wants the record of the next certificate beside that of the present one', async () => {
  const waiting = { ...seen, nextChains: [next.pem] }
  const told = await dane([keyOf(shown)], waiting)
  expect(told).toMatchObject({ state: 'warning', warnings: [{ code: 'dane_next_missing' }] })
  expect(told.records.map(({ value }) => value)).toEqual([`3 1 1 ${keyOf(shown)}`, `3 1 1 ${keyOf(next)}`])
  expect((await dane([keyOf(shown), keyOf(next)], waiting)).state).toBe('ok')
})

it('offers a record where there is none only for a certificate that the panel keeps, in a zone that is signed', async () => {
  const kept = { ...seen, currentChains: [shown.pem] }
  const none = (facts: Partial<HostFacts>, secure = true) =>
    checkDane(resolverOf({ [name]: { A: ['9.9.9.9'] } }, { secure }), { ...host, ...facts })
  const record = { name: `_25._tcp.${name}`, type: 'TLSA', value: `3 1 1 ${keyOf(shown)}` }
  expect(await none(kept)).toMatchObject({ state: 'ok', found: [], expected: [record.value], records: [record] })
  expect((await none(seen)).records).toEqual([])
  expect((await none({ ...seen, currentChains: [next.pem] })).records).toEqual([])
  expect((await none(kept, false)).records).toEqual([])
  expect((await none({ ...kept, validating: false })).records).toEqual([])
})
