import { expireAliases } from '#lib/aliases/expire-aliases'
import { systemActor } from '#lib/auth/actor'

/** Aliases whose time has passed, until none is left. */
export const expireAliasesJob = async (): Promise<void> => {
  const actor = systemActor('expiry')
  let expired = await expireAliases(actor)
  while (expired > 0) expired = await expireAliases(actor)
}
