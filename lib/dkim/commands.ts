// What a person does with a key that is there.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { checkDomainKeys, chosen, enter, lookForKeys, type Seen } from './check-keys'
import { entryOf } from './entry'
import { keyIn, lockedDomain } from './locked-keys'
import { listDkimKeys } from './queries'
import { retiring } from './rotation'
import type { DkimKeyView } from './schema'
import { signingOf } from './signing-of'
import { algorithmOf, type DkimKeyRow, standingOf, viewOf } from './view'

/** Now, and not when the worker comes by. Gives what became of the keys. */
export function checkDkim(actor: Actor, domainId: string): Promise<Outcome<DkimKeyView[]>> {
  return asOutcome(async () => {
    requirePermission(actor, 'dkim.write')
    await listDkimKeys(actor, domainId)
    await checkDomainKeys(actor, domainId)
    return { value: await listDkimKeys(actor, domainId), revision: null }
  })
}

/** Back to a key that still has its record, or on to one that waits. Refused unless every server shows its record at this moment. */
export function activateDkimKey(actor: Actor, domainId: string, id: string): Promise<Outcome<DkimKeyView>> {
  return asOutcome(async () => {
    requirePermission(actor, 'dkim.write')
    await listDkimKeys(actor, domainId)
    const { domain, row } = await keyOf(domainId, id)
    if (row.state === 'active') return { value: viewOf(row, domain.name), revision: null }
    const [seen, signing] = [await lookForKeys(domain, [row]), await signingOf(domain.hostId)]
    return activateSeen(actor, domainId, id, seen, signing)
  })
}

export function activateSeen(actor: Actor, domainId: string, id: string, seen: Seen, signing: Awaited<ReturnType<typeof signingOf>>) {
  return recordChange(actor, 'dkim.write', async (tx) => {
    const domain = await lockedDomain(actor, tx, domainId)
    const row = keyIn(domain.keys, id)
    if (row.state === 'retired') deny('dkim_retired')
    if (seen.get(row.id)?.verdict !== 'agreed') deny('dkim_unpublished', null, { name: `${row.selector}._domainkey.${domain.name}` })
    if (signing === 'unknown') return deny('dkim_host_silent')
    if (signing === null) return deny('dkim_no_signer')
    if (!signing.algorithms.includes(algorithmOf(row))) deny('dkim_signer_algorithm')
    const now = new Date()
    const entries = row.state === 'active' ? [] : await enter(tx, domain, row, chosen(row, now), now)
    const after = await tx.dkimKey.findUniqueOrThrow({ where: { id: row.id } })
    return { value: viewOf(after, domain.name), entries, domains: [domain.name] }
  })
}

/** One that signs goes to rest; one that never signed is dropped, as its record proves nothing. */
export function retireDkimKey(actor: Actor, domainId: string, id: string): Promise<Outcome<DkimKeyView | null>> {
  return asOutcome(() =>
    recordChange(actor, 'dkim.write', async (tx) => {
      const domain = await lockedDomain(actor, tx, domainId)
      const row = keyIn(domain.keys, id)
      if (row.state === 'retiring') deny('dkim_retiring')
      if (row.state === 'active') {
        const now = new Date()
        const entries = await enter(tx, domain, row, retiring(standingOf(row), 'put_aside', now), now)
        return {
          value: viewOf(await tx.dkimKey.findUniqueOrThrow({ where: { id: row.id } }), domain.name),
          entries,
          domains: [domain.name],
        }
      }
      await tx.dkimKey.delete({ where: { id: row.id } })
      return { value: null, entries: [entryOf(domain, row.state === 'retired' ? 'forget' : 'discard', row.selector)], domains: [] }
    }),
  )
}

async function keyOf(domainId: string, id: string): Promise<{ domain: { name: string; hostId: string }; row: DkimKeyRow }> {
  const domain = await db().domain.findUniqueOrThrow({ where: { id: domainId }, include: { dkimKeys: true } })
  return { domain, row: keyIn(domain.dkimKeys, id) }
}
