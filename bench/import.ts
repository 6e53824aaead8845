// A CSV file of many mailboxes through the API: dry run, import, and until the hosts confirmed all of it.
import { api, type Panel } from './panel-session'

export type ImportCost = { lines: number; bytes: number; dryRunMs: number; importMs: number; appliedMs: number }

/** `hash` is the password hash of each line. The new mailboxes are spread over `domains`. */
export async function measureImport(panel: Panel, domains: string[], lines: number, hash: string): Promise<ImportCost> {
  const rows = Array.from({ length: lines }, (_, index) => `import${index}@${domains[index % domains.length]},Imported ${index},"${hash}"`)
  const csv = `address,displayName,passwordHash\n${rows.join('\n')}\n`
  const timedCall = async (path: string) => {
    const start = performance.now()
    const { body } = await api(panel, 'POST', path, csv)
    const report = body.data as { saved: number; mistakesTotal: number }
    if (report.mistakesTotal > 0) throw new Error(`the import found ${report.mistakesTotal} mistakes`)
    return { ms: performance.now() - start, saved: report.saved }
  }
  const dry = await timedCall('/mailboxes.csv?dryRun=true')
  const start = performance.now()
  const real = await timedCall('/mailboxes.csv')
  if (real.saved !== lines) throw new Error(`${real.saved} of ${lines} lines were saved`)
  await untilApplied(panel)
  return { lines, bytes: csv.length, dryRunMs: dry.ms, importMs: real.ms, appliedMs: performance.now() - start }
}

/** Returns when no domain waits for its host; an error when one failed or the deadline passed. */
export async function untilApplied(panel: Panel, deadlineMs = 180_000): Promise<void> {
  const end = performance.now() + deadlineMs
  for (;;) {
    const { body } = await api(panel, 'GET', '/apply')
    const waiting = body.data as { domain: string; state: string; code: string | null }[]
    if (waiting.length === 0) return
    const stuck = waiting.find(({ state }) => state === 'failed' || state === 'drift')
    if (stuck) throw new Error(`${stuck.domain} is ${stuck.state}: ${stuck.code}`)
    if (performance.now() > end) throw new Error(`${waiting.length} domains were not applied in time`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
