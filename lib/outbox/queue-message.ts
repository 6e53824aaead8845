// Messages that Postern sends: saved in the caller's transaction with the job that sends them. Their text is composed only when they are
// sent (send-outgoing.ts), so that no link and no code is ever stored.
import type { Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import type { Locale } from '#lib/i18n/locales'
import type { CertificateNotice } from './certificate-notice'
import type { DnsNotice } from './dns-notice'
import type { Notice } from './notice'
import type { UnusualNotice } from './unusual-notice'

export const messageKinds = [
  'test',
  'reset',
  'invitation',
  'code',
  'administrator-invitation',
  'forward',
  'notice',
  'dns',
  'certificate',
  'unusual',
] as const
export type MessageKind = (typeof messageKinds)[number]

export type NewMessage = { recipient: string; locale: Locale } & (
  | { kind: 'test' }
  | { kind: 'reset' | 'invitation' | 'code' | 'forward'; mailboxId: string }
  | { kind: 'administrator-invitation'; administratorId: string }
  | ({ kind: 'notice'; notice: Notice } & ({ mailboxId: string } | { administratorId: string }))
  | { kind: 'dns'; notice: DnsNotice; administratorId: string }
  | { kind: 'certificate'; notice: CertificateNotice; administratorId: string }
  | { kind: 'unusual'; notice: UnusualNotice; administratorId: string; mailboxId: string }
)

export async function queueMessage(tx: Pick<Tx, 'outgoingMessage' | '$executeRaw'>, message: NewMessage): Promise<string> {
  const id = uuid7()
  await tx.outgoingMessage.create({ data: { id, ...message } })
  await queueSending(tx, id)
  return id
}

/** One job per message; `delayMs`: not before that. */
export async function queueSending(tx: Pick<Tx, '$executeRaw'>, messageId: string, delayMs = 0): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job('send-message', json_build_object('messageId', ${messageId}::text), job_key => ${`message:${messageId}`}::text,
      run_at => now() + make_interval(secs => ${delayMs / 1000}::float8), max_attempts => 5)`
}
