// For the commands that work on the database itself. Import after the environment is loaded.
import type { Outcome } from '#lib/outcome'
import { RefusedError } from '#lib/outcome'

/** The value, or the refusals as an error that the command line tells in sentences. */
export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new RefusedError(outcome.refusals, outcome.current)
}

/** Lets the process end: open connections would keep it. */
export async function endDatabase(): Promise<void> {
  const { db } = await import('#lib/db/client')
  await db().$disconnect()
}
