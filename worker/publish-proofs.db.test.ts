// A proof for a certificate authority on a real name server (Knot): there while it is needed, and gone then.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { asOwner } from '#lib/db/testing'
import { wireResolver } from '#lib/dns/wire-resolver'
import { askNobody } from '#lib/dns-status/testing'
import { keyName, type NameServer, secret, startKnot, zone } from '#lib/publication/testing-servers'
import { createZone } from '#lib/publication/zones'
import { publishProofs } from './publish-proofs'

let server: NameServer
beforeAll(async () => {
  await askNobody()
  server = await startKnot([`_acme-challenge.mail 60 TXT "of-another-hand"`])
  const place = { server: `127.0.0.1:${server.port}`, keyName, secret, allowPrivate: true, automatic: false }
  await createZone(await asOwner(), { name: zone, kind: 'rfc2136', ...place })
})
afterAll(() => server?.stop())

const publish = publishProofs(systemActor('test'))
const name = `_acme-challenge.mail.${zone}`
const seen = async () => {
  const answer = await wireResolver({ servers: [{ address: '127.0.0.1', port: server.port }], authoritative: true }).lookup(name, 'TXT')
  return answer.state === 'found' ? answer.records.toSorted() : []
}

it('two proofs of one name stand beside what another hand has put there, and only they go again', async () => {
  const takeAway = await publish(['first', 'second'].map((value) => ({ name, type: 'TXT' as const, value })))
  expect(await seen()).toEqual(['first', 'of-another-hand', 'second'])
  await takeAway()
  expect(await seen()).toEqual(['of-another-hand'])
})

it('a name in no zone of the settings is refused, and what was published before it is taken away', async () => {
  const records = [
    { name, type: 'TXT' as const, value: 'third' },
    { name: '_acme-challenge.mail.elsewhere.test', type: 'TXT' as const, value: 'fourth' },
  ]
  await expect(publish(records)).rejects.toMatchObject({ reason: 'dns', detail: expect.stringContaining('elsewhere.test') })
  expect(await seen()).toEqual(['of-another-hand'])
})
