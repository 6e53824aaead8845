// A person with a mailbox and a password, for tests.
import type { MailboxActor } from '#lib/auth/actor'
import { hashMailboxPassword } from '#lib/auth/mailbox-password'
import { signInToMailbox } from '#lib/auth/mailbox-sign-in'
import { db } from '#lib/db/client'
import { givenDomain, givenMailbox, unique } from '#lib/db/testing'

export const ownPassword = 'correct horse battery'
export const nobody = { clientAddress: null, userAgent: null }

export async function givenPerson({ recovery = true } = {}) {
  const mailbox = await givenMailbox(await givenDomain())
  const recoveryAddress = recovery ? `home-${unique()}@elsewhere.test` : null
  const passwordHash = await hashMailboxPassword(ownPassword)
  await db().mailbox.update({ where: { id: mailbox.id }, data: { passwordHash, recoveryAddress } })
  const actor: MailboxActor = { kind: 'mailbox', id: mailbox.id, name: mailbox.address, via: 'me' }
  return { actor, mailbox, address: mailbox.address, recoveryAddress: recoveryAddress ?? '' }
}

export const signInAs = async (address: string, password = ownPassword) =>
  (await signInToMailbox({ address, password, ...nobody }))?.secret ?? null

export const messagesTo = (recipient: string) => db().outgoingMessage.findMany({ where: { recipient } })

export const hashOf = async (id: string): Promise<string> =>
  (await db().mailbox.findUniqueOrThrow({ where: { id }, omit: { passwordHash: false } })).passwordHash
