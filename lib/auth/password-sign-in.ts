// Who may still sign in without the provider, once there is one (lib/oidc writes the setting). Somebody with the machine turns it off.
import 'server-only'
import * as z from 'zod'
import { db } from '#lib/db/client'
import type { Role } from '#lib/db/generated/enums'

export const providerKey = 'sign-in-provider'

/** What this needs of the provider's settings. */
const policy = z.object({ enabled: z.literal(true), passwordSignIn: z.enum(['everyone', 'owners', 'nobody']) })

export async function maySignInHere(role: Role): Promise<boolean> {
  const row = await db().setting.findUnique({ where: { key: providerKey } })
  const found = policy.safeParse(row?.value).data?.passwordSignIn ?? 'everyone'
  return found === 'everyone' || (found === 'owners' && role === 'owner')
}
