import { beforeEach, describe, expect, it } from 'vitest'
import { pointingAt } from '#lib/addresses/pointing'
import { createAlias } from '#lib/aliases/commands'
import type { AdministratorActor } from '#lib/auth/actor'
import { asOwner, emptyDatabase, givenDomain, givenMailbox } from '#lib/db/testing'
import { createGroup } from '#lib/groups/commands'
import { grantSendAs } from '#lib/send-as/commands'
import { measureMailboxes } from './bulk'
import { mailboxesImpact } from './bulk-impact'
import { updateMailbox } from './update-mailbox'

let owner: AdministratorActor

beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  const domain = await givenDomain({ name: 'example.test' })
  const [ann, , eve] = await Promise.all(['ann', 'bob', 'eve'].map((name) => givenMailbox(domain, name)))
  const at = (name: string) => `${name}@example.test`
  for (let n = 0; n < 7; n++) await createAlias(owner, { address: at(`alias${n}`), destinations: [at('ann'), at('bob')] })
  await createGroup(owner, { address: at('team'), members: [at('ann'), at('eve')] })
  await updateMailbox(owner, eve?.id ?? '', 1, { forwards: [at('ann')] })
  await updateMailbox(owner, ann?.id ?? '', 1, { forwards: [at('bob')] })
  await grantSendAs(owner, { mailbox: at('bob'), sender: at('team') })
})

describe('what the deletion of many mailboxes leaves behind', () => {
  it('is counted, with the first of each by name, and without what goes itself', async () => {
    const meant = await measureMailboxes(owner, { filter: { search: 'n@ b@' } }, 10)
    expect(meant).toMatchObject({ matched: 0, some: [] })
    const two = await measureMailboxes(owner, { filter: { forwarding: true } }, 1)
    expect([two.matched, two.some.length]).toEqual([2, 1])
    expect(await pointingAt(owner, two.all)).toEqual({
      aliases: { count: 7, first: [0, 1, 2, 3, 4].map((n) => `alias${n}@example.test`) },
      groups: { count: 1, first: ['team@example.test'] },
      // eve forwards to ann, and goes with her.
      forwards: { count: 0, first: [] },
      grants: 0,
    })
    const all = await pointingAt(owner, (await measureMailboxes(owner, { filter: {} }, 0)).all)
    expect([all.aliases.count, all.forwards.count, all.grants]).toEqual([7, 0, 1])
  })

  it('is told without the mail when the host does not answer', async () => {
    const impact = await mailboxesImpact(owner, await measureMailboxes(owner, { filter: {} }, 1000))
    expect(impact).toMatchObject({ bytes: null, counted: 3, archiveDays: 30, aliases: { count: 7 } })
  })
})
