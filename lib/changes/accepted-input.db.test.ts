import { beforeAll, expect, it } from 'vitest'
import { createAlias } from '#lib/aliases/commands'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, givenHost } from '#lib/db/testing'
import { createDomain } from '#lib/domains/commands'
import { changeRelayRecipients } from '#lib/domains/relay-recipients'
import { AppError } from '#lib/errors'
import { createGroup } from '#lib/groups/commands'
import { createMailbox } from '#lib/mailboxes/commands'
import { grantSendAs } from '#lib/send-as/commands'
import { desiredDomains } from './desired-state'

let owner: AdministratorActor
let hostId: string
beforeAll(async () => {
  owner = await asOwner()
  hostId = (await givenHost({ name: 'mail1' })).id
  await createDomain(owner, { name: 'own.test' })
  await createMailbox(owner, { address: 'base@own.test', password: 'a long enough secret' })
})

const hostile = [
  'a',
  'A.b',
  'a_b-c',
  '_a',
  '0',
  '-a',
  'a.',
  '.a',
  'a..b',
  'a+b',
  'a b',
  'a\n',
  'a\tb',
  'a\0',
  'a:b',
  'a#b',
  'a,b',
  '{a}',
  '|a',
  '/a',
  '../a',
  'a/b',
  '\\a',
  '"a"',
  "a'b",
  'a%b',
  'a!b',
  'é',
  ':include:',
  '$(a)',
  '`a`',
  '-rf',
  '\u202ea',
  '\ud800',
  'ſ',
  'K',
  'x'.repeat(64),
  'x'.repeat(65),
  '',
]

/** What a command does with a text: it refuses it, or saves it. It never fails. */
async function tried(run: () => Promise<{ ok: boolean }>): Promise<boolean> {
  return (await run()).ok
}

it('whatever hostile text the commands accept, the agent accepts too', async () => {
  let accepted = 0
  for (const text of hostile) {
    const outcomes = [
      await tried(() => createDomain(owner, { name: `${text}.test`, kind: 'relay', relayServer: text, relayListed: true, note: text })),
      await tried(() =>
        createAlias(owner, { address: `${text}@own.test`, destinations: [`${text}@foreign.test`, 'base@own.test'], note: text }),
      ),
      await tried(() => createAlias(owner, { address: `z${accepted}@own.test`, destinations: [`${text}@foreign.test`] })),
      await tried(() =>
        createGroup(owner, {
          address: `g${text}@own.test`,
          members: [`${text}@foreign.test`],
          whoMayPost: 'senders',
          senders: [`${text}@foreign.test`],
          name: text,
        }),
      ),
      await tried(() =>
        createMailbox(owner, {
          address: `m${text}@own.test`,
          password: 'a long enough secret',
          displayName: text,
          forwards: [`${text}@foreign.test`],
          note: text,
        }),
      ),
      await tried(() => grantSendAs(owner, { mailbox: 'base@own.test', sender: `${text}@own.test` })),
    ]
    accepted += outcomes.filter(Boolean).length
  }
  const relay = await createDomain(owner, { name: 'relay.test', kind: 'relay', relayListed: true })
  if (!relay.ok) throw new Error('the relay domain was refused')
  let version = relay.value.version
  for (const text of hostile) {
    const outcome = await changeRelayRecipients(owner, relay.value.id, version, { add: [text] })
    if (outcome.ok) version = outcome.value.version
  }
  expect(accepted).toBeGreaterThan(30)
  const names = (await db().domainApply.findMany({ select: { domainName: true } })).map((row) => row.domainName)
  const states = (await desiredDomains(hostId, names)).map((domain) => domain.state())
  expect(states.map((state) => state.domain).toSorted()).toEqual(names.toSorted())
}, 120_000)

it('a mutation that is refused throws no failure of the world', async () => {
  await expect(createAlias(owner, { address: 'a@own.test', destinations: ['\ud800@x.test'] })).resolves.toMatchObject({ ok: false })
  expect(new AppError('internal').status).toBe(500)
})
