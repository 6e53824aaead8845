// One JSON line for each request that may write: when, what, which domains, how it ended. Never a state, never a secret.
// Rotated by /etc/logrotate.d/postern-agent. A log that cannot be written (full disk, folder gone) changes no answer: what was done is
// done, and its generation tells of it; the line goes to standard error instead.
import { appendFile, mkdir } from 'node:fs/promises'
import type { Operation } from '#lib/protocol/operations'
import { errnoOf } from './agent-error'
import type { MailHost } from './mail-host'

export type AuditEntry = {
  op: Operation | 'recover' | 'expire'
  requestId: number | null
  domains: string[]
  outcome: string
  generation: number | null
  reference?: string
  from?: string
  to?: string
  bytes?: number
  /** Of the queue: what was done to which messages. */
  action?: string
  messages?: string[]
}

const writing = new Set<AuditEntry['op']>([
  'apply',
  'rollback',
  'apply-config',
  'rollback-config',
  'archive-mailbox',
  'restore-mailbox',
  'purge-archive',
  'kick',
  'send-message',
  'queue-act',
  'queue-message',
  'write-hold-rules',
  'recover',
  'expire',
])
const domainsNamedMax = 100

export async function audit(host: MailHost, entry: AuditEntry): Promise<void> {
  if (!writing.has(entry.op) && entry.outcome !== 'internal') return
  const domains =
    entry.domains.length > domainsNamedMax
      ? [...entry.domains.slice(0, domainsNamedMax), `and ${entry.domains.length - domainsNamedMax} more`]
      : entry.domains
  await appendLogLine(host, { ...entry, domains })
}

export async function appendLogLine(host: MailHost, fields: Record<string, unknown>) {
  const line = `${JSON.stringify({ at: new Date().toISOString(), ...fields })}\n`
  try {
    await appendMakingFolder(`${host.root}/var/log/postern`, line)
  } catch (error) {
    process.stderr.write(`The log cannot be written (${errnoOf(error) ?? String(error)}): ${line}`)
  }
}

async function appendMakingFolder(folder: string, line: string) {
  const append = () => appendFile(`${folder}/agent.log`, line, { mode: 0o600 })
  try {
    await append()
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await append()
  }
}
