// How far long work has come. A command tells; whoever runs it in the background listens. Without a listener a word costs nothing, so
// commands need not know who runs them. A listener may throw: that ends the work, and with it its transaction.
import { AsyncLocalStorage } from 'node:async_hooks'

/** checking: each line by itself · securing: passwords are hashed · saving: rows are written · recording: the audit entries. */
export type Phase = 'checking' | 'securing' | 'saving' | 'recording'
export type Progress = { phase: Phase; done: number; total: number }
type Listener = (progress: Progress) => Promise<void>

const partSize = 1000
const listeners = new AsyncLocalStorage<Listener>()

export const withProgress = <T>(listener: Listener, work: () => Promise<T>): Promise<T> => listeners.run(listener, work)

export const tellProgress = async (phase: Phase, done: number, total: number): Promise<void> =>
  listeners.getStore()?.({ phase, done, total })

/** Many in parts, so that a statement stays small, other work of the process gets its turn, and progress is told between. */
export async function inParts<T>(phase: Phase, all: readonly T[], act: (part: readonly T[]) => Promise<void> | void): Promise<void> {
  for (let done = 0; done < all.length; done += partSize) {
    await tellProgress(phase, done, all.length)
    await act(all.slice(done, done + partSize))
  }
  await tellProgress(phase, all.length, all.length)
}
