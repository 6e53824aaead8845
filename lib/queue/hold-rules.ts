// Whose mail is held when it comes in: rules for every host. They are saved like any change, and written to each host by a job of the same
// transaction; what a host has of them is told apart from what was saved.
import 'server-only'
import * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { holdKind } from '#lib/protocol/queue'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { type HoldHostView, type HoldRuleInput, type HoldRuleView, holdRuleInput, holdRuleView } from './schema'

type Row = { id: string; kind: string; pattern: string; note: string; createdBy: string; createdAt: Date }
const viewOf = (row: Row): HoldRuleView => holdRuleView.parse({ ...row, createdAt: row.createdAt.toISOString() })

export async function listHoldRules(actor: Actor): Promise<{ rules: HoldRuleView[]; hosts: HoldHostView[] }> {
  requirePermission(actor, 'host.read')
  const [rules, hosts] = await Promise.all([
    db().holdRule.findMany({ orderBy: [{ kind: 'asc' }, { pattern: 'asc' }] }),
    db().host.findMany({ where: { configApplied: { gt: 0n } }, orderBy: { name: 'asc' }, include: { queue: true } }),
  ])
  return { rules: rules.map(viewOf), hosts: hosts.map(({ name, queue }) => ({ host: name, ...stateOf(queue, rules.length) })) }
}

type Kept = { holdWanted: number; holdApplied: number; holdInForce: boolean | null; holdFailureCode: string | null } | null

function stateOf(kept: Kept, rules: number): Pick<HoldHostView, 'state' | 'code'> {
  const code = kept?.holdFailureCode ?? null
  if (code !== null) return { state: 'failed', code }
  if (kept ? kept.holdApplied < kept.holdWanted : rules > 0) return { state: 'pending', code }
  return { state: kept?.holdInForce === false && rules > 0 ? 'not_asked' : 'applied', code }
}

export function createHoldRule(actor: Actor, input: HoldRuleInput): Promise<Outcome<HoldRuleView>> {
  return asOutcome(() =>
    recordChange(actor, 'host.apply', async (tx) => {
      const { kind, pattern, note } = requireValid(holdRuleInput, input)
      if (await tx.holdRule.findUnique({ where: { kind_pattern: { kind, pattern } } })) deny('hold_rule_exists', 'pattern')
      const row = await tx.holdRule.create({ data: { id: uuid7(), kind, pattern, note, createdBy: actor.name } })
      await wantOnHosts(tx)
      return { value: viewOf(row), entries: [entryOf('create', row, 'after')], domains: [] }
    }),
  )
}

export function deleteHoldRule(actor: Actor, id: string): Promise<Outcome<HoldRuleView>> {
  return asOutcome(() =>
    recordChange(actor, 'host.apply', async (tx) => {
      const row = z.uuid().safeParse(id).success ? await tx.holdRule.findUnique({ where: { id } }) : null
      if (!row) throw new AppError('not_found', { subject: id.slice(0, 40) })
      await tx.holdRule.delete({ where: { id } })
      await wantOnHosts(tx)
      return { value: viewOf(row), entries: [entryOf('delete', row, 'before')], domains: [] }
    }),
  )
}

const entryOf = (verb: 'create' | 'delete', { id, kind, pattern, note }: Row, side: 'before' | 'after') => ({
  action: `hold-rule.${verb}`,
  subjectKind: 'hold-rule',
  subjectId: id,
  subjectName: pattern,
  [side]: { kind, pattern, note },
})

async function wantOnHosts(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    insert into "HostQueue" ("hostId", "askedAt", "holdWanted") select id, now(), 1 from "Host" where "configApplied" > 0
    on conflict ("hostId") do update set "holdWanted" = "HostQueue"."holdWanted" + 1`
  await tx.$executeRaw`
    select graphile_worker.add_job('write-hold-rules', json_build_object('hostId', id::text), queue_name => 'hold:' || id::text,
      job_key => 'hold:' || id::text, max_attempts => 25) from "Host" where "configApplied" > 0`
}

/** All rules to one host. What is wanted is read first, so that a rule that is saved meanwhile is written by the job that it brings. */
export async function writeHoldRules(hostId: string): Promise<void> {
  const [host, kept, rules] = await Promise.all([
    db().host.findUnique({ where: { id: hostId } }),
    db().hostQueue.findUnique({ where: { hostId } }),
    db().holdRule.findMany({ orderBy: { id: 'asc' } }),
  ])
  if (!host || !kept) return
  try {
    const wanted = rules.map(({ kind, pattern }) => ({ kind: holdKind.parse(kind), pattern }))
    const { inForce } = await agentFor(host).call('write-hold-rules', { rules: wanted })
    await db().hostQueue.update({ where: { hostId }, data: { holdApplied: kept.holdWanted, holdInForce: inForce, holdFailureCode: null } })
  } catch (error) {
    if (error instanceof AppError) await db().hostQueue.update({ where: { hostId }, data: { holdFailureCode: error.code } })
    throw error
  }
}

/** A host whose configuration was applied since, or that was enrolled after the rules were made. */
export async function queueHoldRulesDue(): Promise<void> {
  await db().$executeRaw`
    select graphile_worker.add_job('write-hold-rules', json_build_object('hostId', h.id::text), queue_name => 'hold:' || h.id::text,
      job_key => 'hold:' || h.id::text, job_key_mode => 'preserve_run_at', max_attempts => 25)
    from "Host" h join "HostQueue" q on q."hostId" = h.id
    where h."configApplied" > 0 and exists (select from "HoldRule") and (q."holdInForce" is not true or q."holdApplied" < q."holdWanted")`
}
