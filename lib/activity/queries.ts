// What mail programs did and do with a mailbox. Sign-ins come from the database; sessions and folders from the mail host, at the moment.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { mailboxFor } from '#lib/auth/whose-mailbox'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, pageOfIds } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import type { Page } from '#lib/outcome'
import { address, domainName, hostedLocalPart } from '#lib/protocol/names'
import type { MailProtocol } from '#lib/protocol/operations'
import type { FolderList, MailSessionView, MailSignInView } from './schema'

const patienceMs = 6000
const foldersMax = 100

/** Newest first. */
export async function listMailSignIns(actor: Actor, mailboxId: string, page: PageInput = {}): Promise<Page<MailSignInView>> {
  await mailboxFor(actor, mailboxId)
  const list: List = {
    from: Prisma.sql`"MailSignIn" s`,
    id: Prisma.sql`s.id`,
    where: [Prisma.sql`s."mailboxId" = ${mailboxId}::uuid`],
    sort: { name: 'at', expression: Prisma.sql`s.at`, cast: 'timestamptz' },
    descending: true,
  }
  const [{ ids, next, previous }, total] = await Promise.all([pageOfIds(db(), list, page), countUpTo(db(), list)])
  const rows = await db().mailSignIn.findMany({ where: { id: { in: ids } }, orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  return { rows: rows.map(viewOf), next, previous, total }
}

const viewOf = (row: Prisma.MailSignInGetPayload<object>): MailSignInView => ({
  id: row.id,
  at: row.at.toISOString(),
  times: row.times,
  protocol: row.protocol as MailProtocol,
  result: row.result === 'signed_in' ? 'signed_in' : 'wrong',
  clientAddress: row.clientAddress || null,
  appPassword: row.appPasswordId === '' ? null : row.appPasswordName,
})

/** null: the host did not answer in time. */
export function listMailSessions(actor: Actor, mailboxId: string): Promise<MailSessionView[] | null> {
  return unlessSilent(async () => {
    const mailbox = await mailboxFor(actor, mailboxId)
    const input = { login: address.parse(mailbox.address) }
    return (await agentFor(mailbox.domain.host).call('mail-sessions', input, { deadlineMs: patienceMs })).sessions
  })
}

/** The largest ones; null: the host did not answer in time. */
export function listFolders(actor: Actor, mailboxId: string): Promise<FolderList | null> {
  return unlessSilent(async () => {
    const { domain, localPart } = await mailboxFor(actor, mailboxId)
    const input = { domain: domainName.parse(domain.name), localPart: hostedLocalPart.parse(localPart), limit: foldersMax }
    return agentFor(domain.host).call('folders', input, { deadlineMs: patienceMs })
  })
}

/** A page shows the rest without what the host would have said. */
async function unlessSilent<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof AppError) || error.status < 500) throw error
    log.info({ code: error.code, subject: error.subject }, 'a host did not say what a mailbox does')
    return null
  }
}
