// A key is made and changed while mail flows, by the panel alone: it puts the records into the zone (RFC 2136), sees them everywhere, and signs with the next key. A
// receiver proves every message as it comes.
import { ask, read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login, unique } from '../support/given'
import { lab } from '../support/lab'
import { send } from '../support/mail'
import { type DkimProof, dkimProofOf, startSigner, stopSigner } from '../support/signing-host'
import { until } from '../support/until'

type Key = { selector: string; state: string }

const zoneName = 'updated.test'
const domain = `k${unique()}.${zoneName}`
const inbox = '/var/vmail/other.test/carol/Maildir/new'

let alice: Login
test.beforeAll(async () => {
  await givenDomain('mail1', { name: domain })
  alice = await givenMailbox('mail1', `alice@${domain}`)
  await startSigner()
})
test.afterAll(async () => {
  await stopSigner()
  const zone = (await read<{ id: string; name: string; version: number }[]>('/dns-zones')).find(({ name }) => name === zoneName)
  if (zone) await ask('DELETE', `/dns-zones/${zone.id}`, { headers: { 'If-Match': `"${zone.version}"` } })
})

test('a key is made and changed while mail flows, and no message fails', async () => {
  test.setTimeout(420_000)
  const flow = mailFlow()
  try {
    const { name, secret } = lab.updateKey
    const zone = {
      name: zoneName,
      kind: 'rfc2136',
      server: lab.addresses.authority,
      keyName: name,
      secret,
      allowPrivate: true,
      automatic: true,
      ttl: 60,
    }
    await save('POST', '/dns-zones', zone)
    await flow.next()
    expect(flow.proofs.every((proof) => proof === null)).toBe(true)

    await save('POST', `/domains/${domain}/dkim`, {})
    expect((await keys()).map(({ state }) => state)).toEqual(['pending'])
    const [first] = await untilStates(['active'])
    await flow.untilSignedWith(first?.selector)

    await save('POST', `/domains/${domain}/dkim/rotate`, {})
    expect((await keys()).map(({ state }) => state).toSorted()).toEqual(['active', 'pending'])
    const later = await untilStates(['active', 'retiring'])
    const second = later.find(({ state }) => state === 'active')
    expect(later.find(({ state }) => state === 'retiring')?.selector).toBe(first?.selector)
    await flow.untilSignedWith(second?.selector)
    await flow.next()
    await flow.next()

    const proofs = await flow.end()
    const signed = proofs.filter((proof) => proof !== null)
    expect(signed.filter(({ passed }) => !passed)).toEqual([])
    // Without a signature, with the first key, with the second: in that order, and never back.
    const phases = proofs.map((proof) => [undefined, first?.selector, second?.selector].indexOf(proof?.selector))
    expect(phases).toEqual(phases.toSorted())
    expect(signed.length).toBeGreaterThan(5)
    process.stdout.write(`${proofs.length} messages while the key was made and changed, ${signed.length} of them signed, none failed\n`)
  } finally {
    await flow.end()
  }
})

/** Alice writes, and writes again as soon as the last message was read and proved. */
function mailFlow() {
  const proofs: (DkimProof | null)[] = []
  let isOver = false
  const running = (async () => {
    while (!isOver) proofs.push(await proved())
  })()
  let failure: unknown = null
  running.catch((error) => {
    failure = error
  })
  const past = (count: number) =>
    until(
      'the next message',
      async () => {
        if (failure) throw failure
        return proofs.length > count ? true : null
      },
      60_000,
    )
  return {
    proofs,
    next: () => past(proofs.length),
    untilSignedWith: (selector: string | undefined) =>
      until('mail to be signed with the key', async () => (proofs.at(-1)?.selector === selector ? true : null), 60_000),
    async end() {
      isOver = true
      await running
      return proofs
    },
  }
}

async function proved(): Promise<DkimProof | null> {
  const { accepted, transcript, token } = await send({ host: 'mail1', as: alice, from: alice.address, to: 'carol@other.test' })
  expect(accepted, transcript).toBe(true)
  return dkimProofOf(token, inbox)
}

const keys = () => read<Key[]>(`/domains/${domain}/dkim`)

/** A new record is published at once; a name server that has not got it yet is asked again every minute. */
const untilStates = (states: string[]) =>
  until(
    `keys to be ${states.join(', ')}`,
    async () => {
      const all = await keys()
      const now = all.map(({ state }) => state).toSorted()
      if (JSON.stringify(now) === JSON.stringify(states.toSorted())) return all
      await new Promise((resolve) => setTimeout(resolve, 2000))
      return null
    },
    180_000,
  )
