// One message of a queue. Its envelope and header are for whoever may see the queue; its text is opened by a command of its own, which is
// recorded before anything of it is read.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { recordChange } from '#lib/changes/record'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import type { HostDoor } from '#lib/host/transport'
import { openMail } from '#lib/mime/open-mail'
import { asOutcome, type Outcome } from '#lib/outcome'
import type { OperationOutput } from '#lib/protocol/operations'
import { queueId } from '#lib/protocol/queue'
import { rowOf } from './list-queue'
import { plainLines, plainText } from './plain-text'
import { queueScopeOf, requireQueueHost } from './queue-hosts'
import type { QueuedMessageView } from './schema'

const headersShownMax = 200
const valueMax = 4000
const textMax = 200_000

export async function getQueuedMessage(actor: Actor, host: string, id: string): Promise<QueuedMessageView> {
  const door = await requireQueueHost(actor, host)
  return viewOf(door, await read(actor, door, id, false))
}

export function openQueuedMessage(actor: Actor, host: string, id: string): Promise<Outcome<QueuedMessageView>> {
  return asOutcome(async () => {
    requirePermission(actor, 'queue.open')
    const door = await requireQueueHost(actor, host)
    const { message } = await read(actor, door, id, false)
    if (!message.actable) throw new AppError('not_found', { subject: id.slice(0, 40) })
    const { revision } = await recordChange(actor, 'queue.open', async () => ({
      value: null,
      entries: [
        {
          action: 'queue.open',
          subjectKind: 'queued message',
          subjectId: null,
          subjectName: `${message.id} (${door.name})`,
          domainName: await ownDomainOf(actor, message),
          hostId: door.id,
          after: { sender: plainText(message.sender), recipients: message.recipients.map(({ address }) => plainText(address)) },
        },
      ],
      domains: [],
    }))
    return { value: await viewOf(door, await read(actor, door, id, true)), revision }
  })
}

/** For the audit of those who have some domains only: the first of theirs that is concerned. */
async function ownDomainOf(
  actor: Actor,
  { sender, recipients }: { sender: string; recipients: { address: string }[] },
): Promise<string | null> {
  const scope = await queueScopeOf(actor)
  const own = new Set<string>(scope?.own)
  return (
    [sender, ...recipients.map(({ address }) => address)]
      .map((address) => address.slice(address.lastIndexOf('@') + 1))
      .find((name) => own.has(name)) ?? null
  )
}

async function read(actor: Actor, door: HostDoor, id: string, body: boolean): Promise<OperationOutput<'queue-message'>> {
  if (!queueId.safeParse(id).success) throw new AppError('not_found', { subject: id.slice(0, 40) })
  const scope = await queueScopeOf(actor)
  try {
    return await agentFor(door).alone((call) => call('queue-message', { id, scope, body }))
  } catch (error) {
    if (error instanceof AppError && error.code === 'agent_not_found') throw new AppError('not_found', { subject: id })
    throw error
  }
}

async function viewOf(
  door: HostDoor,
  { message, done, records, header, body, cut }: OperationOutput<'queue-message'>,
): Promise<QueuedMessageView> {
  const bytes = Buffer.concat([Buffer.from(header, 'base64'), Buffer.from('\n'), Buffer.from(body ?? '', 'base64')])
  const mail = await openMail(bytes)
  const headers = [...(mail?.headers ?? [])].flatMap(([name, values]) =>
    values.map((value) => ({ name: plainText(name), value: plainText(value).slice(0, valueMax) })),
  )
  const text = mail === null ? Buffer.from(body ?? '', 'base64').toString('utf8') : mail.text === '' ? mail.html : mail.text
  return {
    ...rowOf(message),
    host: door.name,
    hostId: door.id,
    done: done.map(plainText),
    records: records.map(({ name, value }) => ({ name: plainText(name), value: plainText(value) })),
    subject: plainText(mail?.subject ?? ''),
    headers: headers.slice(0, headersShownMax),
    text: body === null ? null : plainLines(text).slice(0, textMax),
    attachments: mail?.parts.length ?? 0,
    cut: cut || text.length > textMax,
  }
}
