// The person's own Sieve scripts. They live on the mail host, where mail programs and webmail write them too by ManageSieve: nothing of them
// is kept here, and each question goes to the host. What was changed stands in the audit by name.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { recordChange } from '#lib/changes/record'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import { asOutcome, type Outcome, RefusedError } from '#lib/outcome'
import { domainName, hostedLocalPart } from '#lib/protocol/names'
import type { ScriptProblem } from '#lib/protocol/rules'
import { deny, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import {
  type ActivateScriptInput,
  activateScriptInput,
  type RenameScriptInput,
  renameScriptInput,
  type SaveScriptInput,
  type ScriptContent,
  type ScriptView,
  saveScriptInput,
  scriptRef,
} from './schema'
import { type MailboxWithRules, readMailbox, ruleEntry, writing } from './whose'

export async function listScripts(actor: Actor, mailboxId: string): Promise<ScriptView[]> {
  const row = await readMailbox(actor, mailboxId)
  return (await agentFor(row.domain.host).call('scripts', nameOf(row))).scripts
}

/** null: the host does not answer; pages show the rest. */
export async function scriptsOrFailure(actor: Actor, mailboxId: string): Promise<ScriptView[] | null> {
  try {
    return await listScripts(actor, mailboxId)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'forbidden' || error.code === 'not_found') throw error
    log.info({ code: error.code, subject: error.subject }, 'the scripts of a mailbox are unknown')
    return null
  }
}

export async function readScript(actor: Actor, mailboxId: string, name: string): Promise<ScriptContent> {
  const ref = requireValid(scriptRef, { name })
  const row = await readMailbox(actor, mailboxId)
  return { name: ref.name, ...(await agentFor(row.domain.host).call('read-script', { ...nameOf(row), name: ref.name })) }
}

export function saveScript(actor: Actor, mailboxId: string, input: SaveScriptInput): Promise<Outcome<{ name: string; digest: string }>> {
  return asOutcome(async () => {
    const { name, text, digest } = requireValid(saveScriptInput, input)
    const row = await writable(actor, mailboxId)
    const answer = await known(() => agentFor(row.domain.host).call('write-script', { ...nameOf(row), name, text, ifDigest: digest }))
    requireNoProblems(answer.problems)
    const saved = await note(actor, row, { script: name, action: digest === null ? 'created' : 'changed' })
    return { ...saved, value: { name, digest: answer.digest ?? '' } }
  })
}

/** null: none is active. */
export function activateScript(actor: Actor, mailboxId: string, input: ActivateScriptInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const { name } = requireValid(activateScriptInput, input)
    const row = await writable(actor, mailboxId)
    const { problems } = await known(() => agentFor(row.domain.host).call('activate-script', { ...nameOf(row), name }))
    requireNoProblems(problems)
    return note(actor, row, name === null ? { action: 'deactivated' } : { script: name, action: 'activated' })
  })
}

export function renameScript(actor: Actor, mailboxId: string, input: RenameScriptInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const { name, to } = requireValid(renameScriptInput, input)
    const row = await writable(actor, mailboxId)
    await known(() => agentFor(row.domain.host).call('rename-script', { ...nameOf(row), name, to }))
    return note(actor, row, { script: to, action: 'renamed' }, { script: name })
  })
}

export function deleteScript(actor: Actor, mailboxId: string, input: { name: string }): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const { name } = requireValid(scriptRef, input)
    const row = await writable(actor, mailboxId)
    await known(() => agentFor(row.domain.host).call('delete-script', { ...nameOf(row), name }))
    return note(actor, row, { script: name, action: 'deleted' })
  })
}

async function writable(actor: Actor, mailboxId: string): Promise<MailboxWithRules> {
  requirePermission(actor, writing(actor, mailboxId))
  return readMailbox(actor, mailboxId)
}

const nameOf = ({ domain, localPart }: MailboxWithRules) => ({
  domain: domainName.parse(domain.name),
  localPart: hostedLocalPart.parse(localPart),
})

/** The host has it already; nothing is left to be applied. */
const note = (actor: Actor, row: MailboxWithRules, after: Record<string, string>, before: Record<string, string> = {}) =>
  recordChange(actor, writing(actor, row.id), async () => ({
    value: null,
    entries: [{ ...ruleEntry('script', row), before, after }],
    domains: [],
  }))

/** A name that is taken and a script that somebody changed meanwhile are a person's to settle, not failures of the host. */
async function known<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof AppError && error.code === 'agent_taken') return deny('script_taken', 'name')
    if (error instanceof AppError && error.code === 'agent_drift') return deny('script_changed', 'text')
    throw error
  }
}

/** In the compiler's own words, each with its line. */
function requireNoProblems(problems: readonly ScriptProblem[]): void {
  if (problems.length === 0) return
  throw new RefusedError(problems.map(({ line, message }) => refusal('script_problem', 'text', { line: line ?? 0, message })))
}
