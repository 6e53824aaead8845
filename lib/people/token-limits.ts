// A new token against who asks for it: never wider than its administrator, and never wider or longer than the token that makes it.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { isNarrower } from '#lib/auth/network-list'
import { may, type Permission } from '#lib/auth/permissions'
import { inScope } from '#lib/auth/scope'
import { type TokenAccess, tokenPermissions } from '#lib/auth/token-limits'
import type { Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { deny } from '#lib/refusals'

const dayMs = 86_400_000
const usualDays = 90
const longestDays = 366

export type Wanted = {
  access: TokenAccess
  permissions: readonly Permission[]
  domains: readonly string[]
  networks: readonly string[]
  expiresAt?: string | null
}
export type Limits = {
  access: TokenAccess
  permissions: string[]
  heldToDomains: boolean
  domainIds: string[]
  networks: string[]
  expiresAt: Date | null
}
type Parent = {
  access: string
  permissions: string[]
  heldToDomains: boolean
  domainIds: string[]
  networks: string[]
  expiresAt: Date | null
}

/** `parent`: the token that asks; null: a person, or the local command line. */
export async function limitsOf(tx: Tx, actor: Actor, wanted: Wanted, parent: Parent | null): Promise<Limits> {
  const domainIds = await idsOf(tx, actor, wanted.domains)
  const heldToDomains = domainIds.length > 0 || (parent?.heldToDomains ?? false)
  const limits = {
    access: wanted.access,
    permissions: wanted.access === 'chosen' ? [...wanted.permissions] : [],
    heldToDomains,
    domainIds: domainIds.length > 0 ? domainIds : (parent?.domainIds ?? []),
    networks: wanted.networks.length > 0 ? [...wanted.networks] : (parent?.networks ?? []),
    expiresAt: endOf(actor, wanted.expiresAt, parent),
  }
  if (wanted.access === 'chosen') requirePermissions(actor, wanted.permissions)
  if (parent) requireWithin(limits, parent)
  return limits
}

function requirePermissions(actor: Actor, chosen: readonly Permission[]): void {
  if (chosen.length === 0) deny('token_without_permission', 'permissions')
  const missing = chosen.filter((permission) => !may(actor, permission))
  if (missing.length > 0) deny('token_beyond_role', 'permissions', { missing: missing.join(', ') })
}

function requireWithin(limits: Limits, parent: Parent): void {
  const its = tokenPermissions(held(parent))
  const missing = [...tokenPermissions(held(limits))].filter((permission) => !its.has(permission))
  if (missing.length > 0) deny('token_wider', limits.access === 'chosen' ? 'permissions' : 'access', { missing: missing.join(', ') })
  if (parent.heldToDomains && limits.domainIds.some((id) => !parent.domainIds.includes(id)))
    deny('token_wider', 'domains', { missing: 'domains' })
  const outside = parent.networks.length === 0 ? [] : limits.networks.filter((network) => !isNarrower(network, parent.networks))
  if (outside.length > 0) deny('token_wider', 'networks', { missing: outside.join(', ') })
}

const held = ({ heldToDomains, domainIds, ...limits }: Parent) => ({ ...limits, domainIds: heldToDomains ? domainIds : null })

async function idsOf(tx: Tx, actor: Actor, names: readonly string[]): Promise<string[]> {
  const found = await tx.domain.findMany({ where: { name: { in: [...names] } }, select: { id: true, name: true } })
  return names.map((name) => {
    const domain = found.find((one) => one.name === name)
    return domain && inScope(actor, domain) ? domain.id : deny('no_such_domain_here', 'domains', { domain: name })
  })
}

/** Left out it is the usual one, but never beyond the parent's. */
function endOf(actor: Actor, wanted: string | null | undefined, parent: Parent | null): Date | null {
  const usual = new Date(Date.now() + usualDays * dayMs)
  const end = wanted === undefined ? earlier(usual, parent?.expiresAt ?? null) : wanted === null ? null : new Date(wanted)
  const isOwner = actor.kind === 'system' || (actor.kind === 'administrator' && actor.role === 'owner')
  if (parent?.expiresAt && (end === null || end > parent.expiresAt))
    deny('token_outlives', 'expiresAt', { until: parent.expiresAt.toISOString() })
  if (end === null && !isOwner) deny('token_needs_end', 'expiresAt')
  if (end !== null && !isOwner && end.getTime() > Date.now() + longestDays * dayMs) deny('token_lasts_long', 'expiresAt')
  return end
}

const earlier = (one: Date, other: Date | null): Date => (other !== null && other < one ? other : one)

export async function parentOf(tx: Tx, tokenId: string | null): Promise<Parent | null> {
  if (tokenId === null) return null
  const row = await tx.apiToken.findUnique({ where: { id: tokenId } })
  if (!row || row.revokedAt) throw new AppError('unauthenticated')
  return row
}
