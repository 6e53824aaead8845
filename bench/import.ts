// A CSV file of many mailboxes through the API: dry run, import, and until the hosts confirmed all of it.
import { type Answer, api, type Panel } from './panel-session'

export type ImportCost = { lines: number; bytes: number; dryRunMs: number; importMs: number; appliedMs: number }

/** `hash` is the password hash of each line. The new mailboxes are spread over `domains`. */
export async function measureImport(panel: Panel, domains: string[], lines: number, hash: string): Promise<ImportCost> {
  const rows = Array.from({ length: lines }, (_, index) => `import${index}@${domains[index % domains.length]},Imported ${index},"${hash}"`)
  const csv = `address,displayName,passwordHash\n${rows.join('\n')}\n`
  const dryStart = performance.now()
  const dry = (await api(panel, 'POST', '/mailboxes.csv?dryRun=true', csv)).body.data as { mistakesTotal: number }
  const dryRunMs = performance.now() - dryStart
  if (dry.mistakesTotal > 0) throw new Error(`the import found ${dry.mistakesTotal} mistakes`)
  const start = performance.now()
  let task = taskIn(await api(panel, 'POST', '/mailboxes.csv?wait=saved', csv))
  while (['waiting', 'running'].includes(task.state)) task = taskIn(await api(panel, 'GET', `/tasks/${task.id}?wait=saved`))
  const importMs = performance.now() - start
  if (task.changed !== lines) throw new Error(`${task.changed} of ${lines} lines were saved: ${task.state}`)
  await untilApplied(panel)
  return { lines, bytes: csv.length, dryRunMs, importMs, appliedMs: performance.now() - start }
}

const taskIn = ({ body }: Answer) => body.data as { id: string; state: string; changed: number | null }

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
