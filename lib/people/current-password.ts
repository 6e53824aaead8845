// Before something that only its owner may do, the password again. Guesses of it count as those at the door do, in a counter of their own: a
// session left open is no way to find it out, and strangers at the door keep nobody from it.
import 'server-only'
import type { AdministratorActor } from '#lib/auth/actor'
import { verifyAdministratorPassword } from '#lib/auth/administrator-password'
import { isFreshSession } from '#lib/auth/fresh-session'
import { countGuess, forgetGuesses } from '#lib/auth/guess-limit'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { Refusal } from '#lib/outcome'
import { denyAll, refusal } from '#lib/refusals'

const guessesMax = 10

export type Account = { id: string; address: string; name: string }

/** The account, and what to say when the password is not theirs. Throws rate_limited. */
export async function checkCurrentPassword(
  actor: AdministratorActor,
  currentPassword: string,
): Promise<{ account: Account; refusals: Refusal[] }> {
  const { passwordHash, passwordSetAt, ...account } = await db().administrator.findUniqueOrThrow({
    where: { id: actor.id },
    select: { id: true, address: true, name: true, passwordHash: true, passwordSetAt: true },
  })
  if (passwordSetAt === null)
    return { account, refusals: (await isFreshSession(actor.id)) ? [] : [refusal('sign_in_again', 'currentPassword')] }
  if (currentPassword === '') return { account, refusals: [refusal('required', 'currentPassword')] }
  const key = `own-password:${actor.id}`
  if (!(await countGuess(key, currentPassword, guessesMax))) throw new AppError('rate_limited', { subject: 'password' })
  const right = await verifyAdministratorPassword(passwordHash, currentPassword)
  if (right) await forgetGuesses(key)
  return { account, refusals: right ? [] : [refusal('password_wrong', 'currentPassword')] }
}

export async function requireCurrentPassword(actor: AdministratorActor, currentPassword: string): Promise<Account> {
  const { account, refusals } = await checkCurrentPassword(actor, currentPassword)
  denyAll(refusals)
  return account
}

export async function hasOwnPassword(administratorId: string): Promise<boolean> {
  const found = await db().administrator.findUniqueOrThrow({ where: { id: administratorId }, select: { passwordSetAt: true } })
  return found.passwordSetAt !== null
}
