import { may, permissions } from '#lib/auth/permissions'
import { scopeOf } from '#lib/auth/scope'
import { listTokens } from '#lib/people/queries'
import { aboutOperations as api } from '#lib/web/api/about'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.me, async ({ actor, tokenId }) => {
  const granted = permissions.filter((permission) => may(actor, permission))
  const tokens = tokenId !== null && may(actor, 'token.write') ? await listTokens(actor) : []
  const token = tokens.find((row) => row.id === tokenId)
  const role = actor.kind === 'administrator' ? actor.role : 'owner'
  const scope = scopeOf(actor)
  const domains = scope === 'all' ? null : [...scope.names]
  return found({
    name: actor.name,
    role,
    permissions: granted,
    domains,
    token: token ? { name: token.name, expiresAt: token.expiresAt } : null,
  })
})
