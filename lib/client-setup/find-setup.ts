// How mail programs reach the mail of a domain. What a stranger says looks up a hosted domain and nothing more: whether there is such a
// mailbox is never asked, so that no answer can tell.
import 'server-only'
import { domainText, hostedAddress } from '#lib/addresses/input'
import { domainOf } from '#lib/addresses/parse-address'
import { unicodeDomain } from '#lib/addresses/parse-domain'
import type { Actor, MailboxActor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { requireInScope } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { type Service, servicesAt, switchedOn } from '#lib/dns/mail-ports'
import { env } from '#lib/env'
import { AppError } from '#lib/errors'
import { operations } from '#lib/protocol/operations'

export type Setup = {
  /** As it travels, and as people read it. */
  domain: string
  unicodeName: string
  /** The name that the host's certificate carries. */
  server: string
  services: Service[]
  /** Of the panel, as configured: never what a request calls it. */
  publicUrl: string
}

/** By the name of a hosted domain, or of one that mirrors it. null: none that is enabled here. */
export async function findSetup(text: string): Promise<Setup | null> {
  const name = domainText.safeParse(text).data
  if (!name) return null
  const row = await db().domain.findUnique({
    where: { name, enabled: true },
    include: { host: true, target: { select: { enabled: true } } },
  })
  const lives = row?.kind === 'hosted' || (row?.kind === 'alias' && row.target?.enabled === true)
  return row && lives ? setupOf(row.name, row.host) : null
}

/** The same, and the address to sign in with, when an address is given. */
export async function findSetupFor(text: string): Promise<{ setup: Setup; address: string | null } | null> {
  const address = hostedAddress.safeParse(text).data ?? null
  const setup = await findSetup(address === null ? text.trim().replace(/^@/, '') : domainOf(address))
  return setup && { setup, address }
}

export type MailboxSetup = Setup & { address: string; displayName: string; appPasswordsOnly: boolean }

export const getOwnSetup = (actor: MailboxActor): Promise<MailboxSetup> => setupOfMailbox(actor.id)

export async function getMailboxSetup(actor: Actor, id: string): Promise<MailboxSetup> {
  requirePermission(actor, 'mailbox.read')
  const setup = await setupOfMailbox(id)
  requireInScope(actor, { name: setup.domain }, id)
  return setup
}

/** Without the protocols that are off for it. */
async function setupOfMailbox(id: string): Promise<MailboxSetup> {
  const row = isUuid(id) ? await db().mailbox.findUnique({ where: { id }, include: { domain: { include: { host: true } } } }) : null
  if (!row) throw new AppError('not_found', { subject: id.slice(0, 40) })
  const setup = setupOf(row.domain.name, row.domain.host)
  return {
    ...setup,
    services: switchedOn(setup.services, row),
    address: row.address,
    displayName: row.displayName,
    appPasswordsOnly: row.appPasswordsOnly,
  }
}

function setupOf(domain: string, { facts, address }: { facts: unknown; address: string }): Setup {
  const told = (key: string): unknown => (typeof facts === 'object' && facts !== null ? Reflect.get(facts, key) : undefined)
  return {
    domain,
    unicodeName: unicodeDomain(domain),
    server: operations.hello.output.safeParse(told('hello')).data?.hostname ?? address,
    services: servicesAt(operations.status.output.safeParse(told('status')).data?.ports),
    publicUrl: env('NEXTAUTH_URL').replace(/\/+$/, ''),
  }
}
