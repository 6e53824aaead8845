// Domains whose mail this host holds for another one: with and without a list of recipients.
import { expect, test } from '@playwright/test'
import { apply } from '../support/api'
import { type managedHosts, nameOf } from '../support/lab'
import { arrivesOutside, send } from '../support/mail'

const domain = 'relayed.test'

test.describe.configure({ mode: 'serial' })
for (const [host, way] of [
  // Its MX hosts, behind this one; and a named server.
  ['mail1', {}],
  ['mail3', { relayServer: 'mail2.other.test', relayPort: 25 }],
] as const satisfies [(typeof managedHosts)[number], object][])
  test.describe(`a relay domain on ${nameOf(host)}`, () => {
    const sendTo = (localPart: string) => send({ host, from: 'carol@other.test', to: `${localPart}@${domain}` })

    test.beforeAll(() => apply('POST', '/domains', { name: domain, host, kind: 'relay', ...way }))
    test.afterAll(() => apply('DELETE', `/domains/${domain}`))

    test('without a list takes every recipient and hands the mail on', async () => {
      const sent = await sendTo('bob')
      expect(sent.accepted, sent.transcript).toBe(true)
      expect(await arrivesOutside(`bob@${domain}`, sent.token)).toContain(`from ${nameOf(host)}`)
    })

    test('with a list refuses who is not on it, from the first moment', async () => {
      await apply('PATCH', `/domains/${domain}`, { relayListed: true })
      expect((await sendTo('bob')).transcript).toMatch(/<\*\* 550 5\.1\.1/)
      await apply('POST', `/domains/${domain}/relay-recipients`, { add: ['bob', 'alice'] }, `/domains/${domain}`)
      const sent = await sendTo('bob')
      expect(sent.accepted, sent.transcript).toBe(true)
      await arrivesOutside(`bob@${domain}`, sent.token)
      expect((await sendTo('carol')).transcript).toMatch(/<\*\* 550 5\.1\.1/)
      await apply('POST', `/domains/${domain}/relay-recipients`, { remove: ['bob'] }, `/domains/${domain}`)
      expect((await sendTo('bob')).transcript).toMatch(/<\*\* 550 5\.1\.1/)
    })

    test('that is deleted is relayed no more', async () => {
      await apply('DELETE', `/domains/${domain}`)
      expect((await sendTo('alice')).transcript).toMatch(/<\*\* [45]54 /)
      await apply('POST', '/domains', { name: domain, host, kind: 'relay', ...way })
      expect((await sendTo('alice')).accepted).toBe(true)
    })
  })
