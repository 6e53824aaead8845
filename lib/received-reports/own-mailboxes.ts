// Mailboxes of our own hosts that reports may be taken from: those whose name says so first. A mailbox is told by its address, and its server by what its host says of itself.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import { servicesAt } from '#lib/dns/mail-ports'
import { isPrivateAddress } from '#lib/outbound/private-address'
import { operations } from '#lib/protocol/operations'
import { deny } from '#lib/refusals'
import type { UpdateInboxInput } from './inbox-schema'

/** To choose from; any other address can be typed. */
const shownMax = 100

export async function ownMailboxes(actor: Actor): Promise<string[]> {
  requirePermission(actor, 'settings.write')
  const rows = await db().$queryRaw<{ address: string }[]>`
    select m.address from "Mailbox" m where m.enabled and m.imap
    order by m.address !~ '^[^@]*(dmarc|report|rua|informe)' , m.address !~ '^(postmaster|admin|abuse)@', m.address limit ${shownMax}`
  return rows.map(({ address }) => address)
}

export type OwnInbox = { mailboxId: string; settings: UpdateInboxInput }

/** Throws a refusal where no such mailbox can be signed in to. */
export async function ownInbox(actor: Actor, address: string): Promise<OwnInbox> {
  requirePermission(actor, 'settings.write')
  const mailbox = await db().mailbox.findFirst({
    where: { address, enabled: true, imap: true },
    select: { id: true, address: true, domain: { select: { host: true } } },
  })
  if (!mailbox) deny('no_such_mailbox', 'address', { address })
  const { host } = mailbox.domain
  const facts = (host.facts ?? {}) as { hello?: unknown; status?: unknown }
  const services = servicesAt(operations.status.output.safeParse(facts.status).data?.ports).filter(({ protocol }) => protocol === 'imap')
  const service = services.find(({ tls }) => tls === 'implicit') ?? services[0]
  if (!service) deny('host_without_imap', 'address', { host: host.name })
  return {
    mailboxId: mailbox.id,
    settings: {
      enabled: true,
      host: operations.hello.output.safeParse(facts.hello).data?.hostname ?? host.address,
      port: service.port,
      security: service.tls === 'implicit' ? 'tls' : 'starttls',
      user: mailbox.address,
      // The panel speaks to that host anyhow.
      allowPrivate: isPrivateAddress(host.address),
    },
  }
}
