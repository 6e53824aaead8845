// A line of the wire in, an answer out. Everything is parsed by the closed list of operations before a handler sees it; what a
// handler throws becomes a code. The keys below are literal: nothing is looked up by a function's name.
import { randomUUID } from 'node:crypto'
import { type Operation, operations } from '#lib/protocol/operations'
import { type AgentErrorCode, type WireRequest, type WireResponse, wireRequest } from '#lib/protocol/wire'
import { AgentError, asAgentError } from './agent-error'
import { type AuditEntry, appendLogLine, audit } from './audit-log'
import { Deadline } from './deadline'
import { answerChallenges } from './operations/answer-challenges'
import { apply } from './operations/apply'
import { applyCertificates } from './operations/apply-certificates'
import { applyConfig } from './operations/apply-config'
import { archiveMailbox, purgeArchive, restoreMailbox } from './operations/archive'
import { folders } from './operations/folders'
import { generation, generations } from './operations/generations'
import { hello } from './operations/hello'
import { holdRules, writeHoldRules } from './operations/hold-rules'
import { kick } from './operations/kick'
import { logLines } from './operations/log-lines'
import { lookup } from './operations/lookup'
import { mailSessions } from './operations/mail-sessions'
import { mailboxUsage } from './operations/mailbox-usage'
import { plan } from './operations/plan'
import { planCertificates } from './operations/plan-certificates'
import { planConfig } from './operations/plan-config'
import { queueAct } from './operations/queue-act'
import { queueCounts } from './operations/queue-counts'
import { queueList } from './operations/queue-list'
import { queueMessage } from './operations/queue-message'
import { readDomain } from './operations/read-domain'
import { planRollback, rollback } from './operations/rollback'
import { rollbackConfig } from './operations/rollback-config'
import { activateScript, deleteScript, readScript, renameScript, scripts, writeScript } from './operations/scripts'
import { sendMessage } from './operations/send-message'
import { signIns } from './operations/sign-ins'
import { stage } from './operations/stage'
import { status } from './operations/status'
import { tryRules } from './operations/try-rules'
import type { Handler, Session } from './session'

const handlers: { [O in Operation]: Handler<O> } = {
  hello,
  status,
  plan,
  stage,
  apply,
  generations,
  generation,
  'plan-rollback': planRollback,
  rollback,
  'read-domain': readDomain,
  'plan-certificates': planCertificates,
  'apply-certificates': applyCertificates,
  'answer-challenges': answerChallenges,
  'plan-config': planConfig,
  'apply-config': applyConfig,
  'rollback-config': rollbackConfig,
  'mailbox-usage': mailboxUsage,
  'archive-mailbox': archiveMailbox,
  'restore-mailbox': restoreMailbox,
  'purge-archive': purgeArchive,
  'send-message': sendMessage,
  'sign-ins': signIns,
  'log-lines': logLines,
  'mail-sessions': mailSessions,
  folders,
  scripts,
  'read-script': readScript,
  'write-script': writeScript,
  'activate-script': activateScript,
  'rename-script': renameScript,
  'delete-script': deleteScript,
  'try-rules': tryRules,
  kick,
  'queue-counts': queueCounts,
  'queue-list': queueList,
  'queue-act': queueAct,
  'queue-message': queueMessage,
  'hold-rules': holdRules,
  'write-hold-rules': writeHoldRules,
  lookup,
}

export async function dispatch(session: Session, line: string): Promise<WireResponse> {
  const request = parseRequest(line)
  if (request instanceof AgentError) return refusal(null, request)
  try {
    const output = await answer(session, request)
    await audit(session.host, {
      op: request.op,
      requestId: request.id,
      domains: domainsOf(request.input),
      outcome: 'ok',
      generation: generationOf(output),
      ...sentOf(request),
    })
    return { id: request.id, ok: true, output }
  } catch (error) {
    return refusal(request.id, await accountFor(session, request, error))
  }
}

async function answer<O extends Operation>(session: Session, request: WireRequest & { op: O }): Promise<unknown> {
  const { op } = request
  if (!session.greeted && op !== 'hello') throw new AgentError('invalid_request', 'The first request is hello.')
  const input = operations[op].input.safeParse(request.input)
  if (!input.success) throw new AgentError('invalid_request', describeIssues(input.error.issues))
  const handler: Handler<O> = handlers[op]
  return handler(session, input.data as Parameters<Handler<O>>[1], new Deadline(request.deadlineMs))
}

function parseRequest(line: string): WireRequest | AgentError {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return new AgentError('invalid_request', 'The line is not JSON.')
    throw error
  }
  const request = wireRequest.safeParse(value)
  return request.success ? request.data : new AgentError('invalid_request', describeIssues(request.error.issues))
}

/** Where and what kind, never the value: it may be a password. */
function describeIssues(issues: readonly { path: PropertyKey[]; code?: string; message: string }[]): string {
  const shown = issues
    .slice(0, 5)
    .map(({ path, code, message }) => `${path.map(String).join('.')}: ${code === 'invalid_format' ? message : (code ?? message)}`)
  return shown.join('; ')
}

async function accountFor(session: Session, { op, id, input }: WireRequest, error: unknown): Promise<AgentError> {
  const known = asAgentError(error)
  const reference = known ? undefined : randomUUID()
  const code: AgentErrorCode = known?.code ?? 'internal'
  if (reference) await appendLogLine(session.host, { reference, op, error: error instanceof Error ? error.stack : String(error) })
  await audit(session.host, {
    op,
    requestId: id,
    domains: domainsOf(input),
    outcome: code,
    generation: null,
    reference,
    ...sentOf({ op, input }),
  })
  return known ?? new AgentError('internal', `A defect of the agent; see ${reference} in /var/log/postern/agent.log on the host.`)
}

const refusal = (id: number | null, { code, message, domains }: AgentError): WireResponse => ({
  id,
  ok: false,
  error: { code, message, ...(domains ? { domains } : {}) },
})

function domainsOf(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return []
  const own = 'domain' in input && typeof input.domain === 'string' ? [input.domain] : []
  const items = 'domains' in input && Array.isArray(input.domains) ? input.domains : []
  return [
    ...own,
    ...items.flatMap((item: { state?: { domain?: unknown } }) => (typeof item?.state?.domain === 'string' ? [item.state.domain] : [])),
  ]
}

/** Who wrote to whom and how much, once it is known to be addresses: never what. Of the queue: which messages. */
function sentOf({ op, input }: Pick<WireRequest, 'op' | 'input'>): Pick<AuditEntry, 'from' | 'to' | 'bytes' | 'action' | 'messages'> {
  if (op === 'queue-act') {
    const acted = operations[op].input.safeParse(input).data
    return acted ? { action: acted.action, messages: acted.ids } : {}
  }
  if (op === 'queue-message') {
    const read = operations[op].input.safeParse(input).data
    return read ? { action: read.body ? 'read' : 'look', messages: [read.id] } : {}
  }
  const sent = op === 'send-message' ? operations[op].input.safeParse(input).data : undefined
  return sent ? { from: sent.from, to: sent.to, bytes: Buffer.byteLength(sent.message) } : {}
}

const generationOf = (output: unknown) =>
  typeof output === 'object' && output !== null && 'generation' in output && typeof output.generation === 'number'
    ? output.generation
    : null
