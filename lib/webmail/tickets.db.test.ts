import { expect, it } from 'vitest'
import { createMailboxSession, findMailboxSession } from '#lib/auth/mailbox-sessions'
import { db } from '#lib/db/client'
import { givenDomain, givenMailbox } from '#lib/db/testing'
import { signOnFor, webmailOf } from './place'
import { issueTicket, redeemTicket } from './tickets'

const url = 'https://webmail.example.test/'

async function givenSession() {
  const { id, address } = await givenMailbox(await givenDomain())
  const { passwordHash } = await db().mailbox.findUniqueOrThrow({ where: { id }, omit: { passwordHash: false } })
  const secret = await createMailboxSession({ id, passwordHash }, { clientAddress: null, userAgent: null }, false)
  const sessionId = (await findMailboxSession(secret))?.sessionId ?? ''
  return { id, address, sessionId }
}

it('a ticket opens the webmail that it is for, for the mailbox of its session, once', async () => {
  const { id, address, sessionId } = await givenSession()
  const ticket = await issueTicket(sessionId, url)
  const found = await Promise.all([redeemTicket(ticket), redeemTicket(ticket), redeemTicket(ticket)])
  expect(found.filter((one) => one !== null)).toEqual([
    { actor: { kind: 'mailbox', id, name: address, via: 'me' }, sessionId, webmailUrl: url },
  ])
})

it('after sixty seconds it opens nothing', async () => {
  const ticket = await issueTicket((await givenSession()).sessionId, url)
  const { expiresAt } = await db().webmailTicket.findFirstOrThrow({ orderBy: { expiresAt: 'desc' } })
  expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60_000)
  await db().webmailTicket.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
  expect(await redeemTicket(ticket)).toBeNull()
})

it.each(['the session ended', 'the mailbox was disabled', 'the password changed'])('it opens nothing once %s', async (what) => {
  const { id, sessionId } = await givenSession()
  const ticket = await issueTicket(sessionId, url)
  if (what === 'the session ended') await db().mailboxSession.delete({ where: { id: sessionId } })
  else await db().mailbox.update({ where: { id }, data: what.includes('disabled') ? { enabled: false } : { passwordHash: '{SSHA512}x' } })
  expect(await redeemTicket(ticket)).toBeNull()
})

it.each(['', 'x', 'A'.repeat(43), "' or 1=1 --"])('%j is no ticket', async (text) => {
  expect(await redeemTicket(text)).toBeNull()
})

it('the database holds no ticket in clear', async () => {
  const ticket = await issueTicket((await givenSession()).sessionId, url)
  expect(JSON.stringify(await db().webmailTicket.findMany())).not.toContain(ticket)
})

it('a domain’s webmail goes before its host’s, that before the panel’s, and none is none', async () => {
  const domain = await givenDomain()
  const { id } = await givenMailbox(domain)
  const panel = { webmailUrl: 'https://all.example.test', webmailSignOn: ['https://own.example.test/ 192.0.2.1'] }
  const set = async (host: string | null, own: string | null) => {
    await db().host.update({ where: { id: domain.hostId }, data: { webmailUrl: host } })
    await db().domain.update({ where: { id: domain.id }, data: { webmailUrl: own } })
    return webmailOf(id, panel)
  }
  expect(await set(null, null)).toEqual({ url: 'https://all.example.test', signOn: null })
  expect(await set('https://host.example.test', null)).toEqual({ url: 'https://host.example.test', signOn: null })
  const signOn = { url: 'https://own.example.test/', networks: ['192.0.2.1'] }
  expect(await set('https://host.example.test', 'https://own.example.test')).toEqual({ url: 'https://own.example.test', signOn })
  expect(await set('none', null)).toBeNull()
  expect(await set(null, 'none')).toBeNull()
})

it('another webmail on the same computer is another webmail', () => {
  expect(signOnFor('https://webmail.example.test/other', [`${url} 192.0.2.1`])).toBeNull()
})
