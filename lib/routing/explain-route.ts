import 'server-only'
import { parseAddress } from '#lib/addresses/parse-address'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { requireInScope, seesAll } from '#lib/auth/scope'
import { deny } from '#lib/refusals'
import { askHosts } from './ask-hosts'
import { findFor } from './find-address'
import type { RouteView } from './schema'
import { walk } from './walk'

/** Where mail for an address would go. Whoever has some domains only asks about theirs. */
export async function explainRoute(actor: Actor, given: string): Promise<RouteView> {
  requirePermission(actor, 'alias.read')
  const parsed = parseAddress(given)
  if (!parsed.ok) deny(parsed.code, 'address')
  const { address } = parsed.value
  if (!seesAll(actor)) requireInScope(actor, { name: address.slice(address.lastIndexOf('@') + 1) }, address)
  const steps = await walk(address, findFor(actor))
  const { hosts, lookupOf } = await askHosts(steps.flatMap(({ asked }) => asked))
  const shown = steps.map(({ asked, ...step }) => ({ ...step, lookups: asked.map(lookupOf) }))
  const differs = shown.some(({ lookups }) => lookups.some(({ same }) => same === false))
  return { address, hosts, steps: shown, differs }
}
