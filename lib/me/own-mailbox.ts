// What a person sees of their own mailbox. The size comes from the mail host; when it does not answer, the rest is shown without it.
import 'server-only'
import { unicodeAddress } from '#lib/addresses/parse-domain'
import type { MailboxActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import { domainName, hostedLocalPart } from '#lib/protocol/names'
import { maskedAddress } from './masked-address'
import type { OwnMailboxView } from './schema'

const usageDeadlineMs = 4000

export async function getOwnMailbox(actor: MailboxActor): Promise<OwnMailboxView> {
  const row = await requireOwn(actor)
  const { id, address, displayName, recoveryAddress, recoveryProvedAt, passwordSetAt, recoveryAddressCode } = row
  return {
    ...{ id, address, displayName },
    unicodeAddress: unicodeAddress(address),
    quotaBytes: Number(row.quotaBytes),
    passwordSetAt: passwordSetAt?.toISOString() ?? null,
    recovery:
      recoveryAddress === null ? null : { masked: maskedAddress(recoveryAddress), provedAt: recoveryProvedAt?.toISOString() ?? null },
    codeSentTo:
      recoveryAddressCode && (recoveryAddressCode.expiresAt === null || recoveryAddressCode.expiresAt > new Date())
        ? recoveryAddressCode.address
        : null,
  }
}

/** null: the host did not answer in time. */
export async function getOwnUsage(actor: MailboxActor): Promise<{ bytes: number; messages: number } | null> {
  const { domain, localPart } = await requireOwn(actor)
  const name = { domain: domainName.parse(domain.name), localPart: hostedLocalPart.parse(localPart) }
  try {
    const { usage } = await agentFor(domain.host).call('mailbox-usage', { mailboxes: [name] }, { deadlineMs: usageDeadlineMs })
    return usage[0] ?? null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.info({ code: error.code, subject: error.subject }, 'the size of a mailbox is unknown')
    return null
  }
}

async function requireOwn({ id }: MailboxActor) {
  const row = await db().mailbox.findUnique({ where: { id }, include: { domain: { include: { host: true } }, recoveryAddressCode: true } })
  if (!row) throw new AppError('unauthenticated')
  return row
}
