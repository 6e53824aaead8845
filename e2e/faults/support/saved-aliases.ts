// Aliases as things to save many of: cheap, each with a row, a claim on its address, a place in its domain's count and an audit entry.
// A save that was cut short must have left all of these or none.
import { expect } from 'vitest'
import { verifyChain } from '#lib/audit/verify'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'

const actor = systemActor('test')

/** Names of the domain's aliases, once it is sure that each is whole. */
export async function wholeAliases(domain: { id: string; name: string }): Promise<string[]> {
  const [aliases, claims, changes, row, apply] = await Promise.all([
    db().alias.findMany({ where: { domainId: domain.id }, include: { destinations: true } }),
    db().addressClaim.findMany({ where: { domainId: domain.id, kind: 'alias' } }),
    db().change.findMany({ where: { action: 'alias.create', domainName: domain.name }, orderBy: { id: 'asc' } }),
    db().domain.findUniqueOrThrow({ where: { id: domain.id } }),
    db().domainApply.findFirst({ where: { domainName: domain.name } }),
  ])
  const ids = aliases.map(({ id }) => id).toSorted()
  expect(claims.map(({ ownerId }) => ownerId).toSorted()).toEqual(ids)
  expect(changes.map(({ subjectId }) => subjectId).toSorted()).toEqual(ids)
  expect(aliases.filter(({ destinations }) => destinations.length !== 1)).toEqual([])
  expect(row.aliasCount).toBe(aliases.length)
  expect(apply?.desiredRevision ?? 0n).toBe(changes.at(-1)?.id ?? 0n)
  expect((await verifyChain(actor)).broken).toBeNull()
  return aliases.map(({ address }) => address).toSorted()
}

export async function untilAllApplied(deadlineMs = 60_000): Promise<void> {
  const unfinished = () =>
    db().domainApply.findMany({
      where: { OR: [{ desiredRevision: { gt: db().domainApply.fields.appliedRevision } }, { driftSince: { not: null } }] },
    })
  const limit = Date.now() + deadlineMs
  for (let left = await unfinished(); left.length > 0; left = await unfinished()) {
    if (Date.now() > limit) {
      const hosts = await db().host.findMany({ select: { name: true, unreachableCode: true, retryAt: true, attempts: true } })
      throw new Error(
        `not applied: ${JSON.stringify({ left, hosts }, (_, value) => (typeof value === 'bigint' ? value.toString() : value))}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
