// What is older than owners want to keep goes, with its original; what was refused, and addresses that no report names any more, go sooner.
import 'server-only'
import { db } from '#lib/db/client'
import { readInboxSettings } from './inbox-settings'

const refusedDays = 60
const sourceDays = 120

export async function forgetOldReports(): Promise<void> {
  const { days } = (await readInboxSettings()).values
  const ago = (count: number): Date => new Date(Date.now() - count * 86_400_000)
  await db().reportOriginal.deleteMany({ where: { receivedAt: { lt: ago(days) } } })
  await db().reportOriginal.deleteMany({ where: { receivedAt: { lt: ago(refusedDays) }, reports: { every: { domainId: null } } } })
  await db().reportSource.deleteMany({ where: { ownKind: null, lookedAt: { lt: ago(sourceDays) } } })
}
