// One round of a domain or a host, asked and kept. In the panel when somebody presses the button, else in the worker.
import { db } from '#lib/db/client'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { fetchesOf } from './fetches'
import { checkDomain, checkHostName } from './round'
import { saveRound } from './save-round'
import { agreementMs } from './settle'
import { findDomainFacts, findHostFacts, type Subject } from './subject'
import { worldOf } from './world'

/** false: there is no such domain or host any more. */
export async function runRound(subject: Subject, { atOnce = false } = {}): Promise<boolean> {
  const settings = (await readDnsSettings()).values
  const domain = subject.kind === 'domain' ? await findDomainFacts(subject.id, settings) : null
  const host = subject.kind === 'host' ? await findHostFacts(subject.id, settings) : null
  const named = domain ?? host
  if (!named) return false
  const world = worldOf(named.name, settings)
  const round = domain ? await checkDomain(world, fetchesOf(settings), domain) : host ? await checkHostName(world, host) : []
  const { pending } = await saveRound(subject, round, { atOnce })
  if (pending) await queueRound(subject, agreementMs + 60_000)
  return true
}

/** Rounds wait for strangers, and what waits for a mail host must not wait behind them: few workers ask at once. */
const lanes = 3

/** One job per subject: one that waits already stays, at its new time. */
export async function queueRound({ kind, id }: Subject, delayMs = 0): Promise<void> {
  const lane = `dns:${Number.parseInt(id.slice(-4), 16) % lanes}`
  await db().$executeRaw`
    select graphile_worker.add_job('check-dns', json_build_object('kind', ${kind}::text, 'id', ${id}::text), queue_name => ${lane}::text,
      job_key => ${`dns:${kind}:${id}`}::text, run_at => now() + make_interval(secs => ${delayMs / 1000}::float8), max_attempts => 2)`
}
