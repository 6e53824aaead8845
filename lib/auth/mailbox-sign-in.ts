// The address and the password of a mailbox for a session of /me. Says of a failure neither whether the mailbox exists nor whether it is
// disabled, in words or in time: hashes of other hosts take shorter or longer than ours, so every refusal comes after the same pause.
import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { createMailboxSession } from './mailbox-sessions'
import { recordAttempt } from './sign-in-attempts'
import { type Attempt, clearAttempts, countAttempt } from './sign-in-limit'
import { verifyMailboxPassword } from './verify-mailbox-password'

export type MailboxCredentials = { address: string; password: string; clientAddress: string | null; userAgent: string | null }

const passwordBytesMax = 1024
/** Longer than any hash that we verify takes on a machine that is not overloaded. */
const refusalMs = 600

/** The secret of a session, which is half while a second factor is asked for. */
export type MailboxSignedIn = { secret: string; awaitsSecondFactor: boolean }

/** null: wrong. Throws AppError `rate_limited` after too many guesses. */
export async function signInToMailbox(credentials: MailboxCredentials): Promise<MailboxSignedIn | null> {
  const refusedAt = Date.now() + refusalMs
  const signedIn = await sessionFor(credentials)
  if (signedIn === null) await sleep(Math.max(0, refusedAt - Date.now()))
  return signedIn
}

async function sessionFor({ password, clientAddress, userAgent, ...given }: MailboxCredentials): Promise<MailboxSignedIn | null> {
  const address = given.address.trim().toLowerCase().slice(0, 254)
  if (Buffer.byteLength(password) > passwordBytesMax) return null
  const found = await findWithHash({ address })
  const attempt = mailboxAttempt(address, password, clientAddress, await knownClient(found?.id, clientAddress))
  const client = { clientAddress, userAgent }
  const limit = await countAttempt(attempt)
  if (limit !== null) {
    await recordAttempt(limit === 'client' ? '' : address, client, 'password', 'limited', 'me')
    throw new AppError('rate_limited', { subject: 'sign-in' })
  }
  const right = await verifyMailboxPassword(found?.passwordHash ?? null, password)
  if (!right || !found?.enabled || !found.domain.enabled) {
    await recordAttempt(address, client, 'password', found ? (right ? 'disabled' : 'wrong') : 'unknown', 'me')
    return null
  }
  await clearAttempts(attempt)
  const awaitsSecondFactor = found.totpSince !== null
  await recordAttempt(address, client, 'password', awaitsSecondFactor ? 'half' : 'signed_in', 'me')
  return { secret: await createMailboxSession(found, client, awaitsSecondFactor), awaitsSecondFactor }
}

/** Whether it is the present password of a mailbox that is signed in. Guesses count like those at the door. */
export async function isOwnPassword(mailboxId: string, password: string): Promise<boolean> {
  const found = await findWithHash({ id: mailboxId })
  if (!found) throw new AppError('unauthenticated')
  const attempt = mailboxAttempt(found.address, password, null, null)
  if ((await countAttempt(attempt)) !== null) throw new AppError('rate_limited', { subject: 'password' })
  const right = await verifyMailboxPassword(found.passwordHash, password)
  if (right) await clearAttempts(attempt)
  return right
}

type Unique = { id: string } | { address: string }
const findWithHash = (where: Unique) =>
  db().mailbox.findUnique({ where, omit: { passwordHash: false }, include: { domain: { select: { enabled: true } } } })

/** Counted apart from an administrator's sign-in of the same address. */
const mailboxAttempt = (address: string, password: string, clientAddress: string | null, device: string | null): Attempt => ({
  address: `mailbox:${address}`,
  password,
  clientAddress,
  device,
})

/** The client's address, if the mailbox was signed in to from there: strangers elsewhere cannot fill its counter. */
async function knownClient(mailboxId: string | undefined, clientAddress: string | null): Promise<string | null> {
  if (!mailboxId || !clientAddress) return null
  const session = await db().mailboxSession.findFirst({ where: { mailboxId, clientAddress }, select: { id: true } })
  return session === null ? null : clientAddress
}
