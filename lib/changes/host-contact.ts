// What the last conversation with a host was like. A failure sets the time of the next try on the host's row, where every worker sees it;
// a success clears it.
import { db } from '#lib/db/client'
import type { AppError, FailureCode } from '#lib/errors'
import { backOffMs } from './back-off'

/** There was no conversation at all; with other failures the host answers, but cannot do it. */
const silent: ReadonlySet<FailureCode> = new Set(['host_unreachable', 'host_key_changed', 'host_refused_login', 'host_deadline'])

export async function noteReached(hostId: string, generation?: number): Promise<void> {
  const data = { lastSeenAt: new Date(), unreachableSince: null, unreachableCode: null, retryAt: null, attempts: 0 }
  await db().host.updateMany({ where: { id: hostId }, data: generation === undefined ? data : { ...data, generation } })
}

/** When it is due again. */
export async function noteUnreached(hostId: string, failure: AppError): Promise<Date> {
  const { attempts } = await db().host.update({ where: { id: hostId }, data: { attempts: { increment: 1 } }, select: { attempts: true } })
  const retryAt = new Date(Date.now() + backOffMs(attempts))
  await db().host.update({ where: { id: hostId }, data: { unreachableCode: failure.code, retryAt } })
  if (silent.has(failure.code))
    await db().host.updateMany({ where: { id: hostId, unreachableSince: null }, data: { unreachableSince: new Date() } })
  return retryAt
}
