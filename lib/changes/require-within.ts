// The second net under every command: what it touched must be the actor's to touch, or nothing of it is saved. The first is that a command
// finds nothing outside the actor's scope.
import type { Actor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { inScope, seesAll } from '#lib/auth/scope'
import { AppError } from '#lib/errors'
import type { Recorded } from './record'

/** Throws forbidden; to be called inside the transaction. */
export function requireWithin(actor: Actor, { entries, domains, hosts = [] }: Recorded<unknown>): void {
  if (hosts.length > 0 && !may(actor, 'host.write')) throw new AppError('forbidden', { subject: 'host.write' })
  if (seesAll(actor) || actor.kind === 'mailbox') return
  const named = entries.flatMap(({ domainName }) => domainName ?? [])
  const foreign = [...new Set([...domains, ...named])].find((name) => !inScope(actor, { name }))
  if (foreign !== undefined) throw new AppError('forbidden', { subject: foreign })
  const ofHost = entries.find(({ hostId, domainName }) => hostId && !domainName)
  if (ofHost) throw new AppError('forbidden', { subject: ofHost.subjectName })
}
