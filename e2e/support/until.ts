import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again until the answer is not null; says what it waited for when the time is over. */
export async function until<T>(what: string, ask: () => Promise<T | null>, deadlineMs = 20_000): Promise<T> {
  const end = performance.now() + deadlineMs
  for (;;) {
    const answer = await ask()
    if (answer !== null) return answer
    if (performance.now() > end) throw new Error(`waited ${deadlineMs / 1000} s in vain: ${what}`)
    await sleep(100)
  }
}

export const untilTrue = (what: string, ask: () => Promise<boolean>, deadlineMs?: number): Promise<true> =>
  until(what, async () => ((await ask()) ? true : null), deadlineMs)

/** How long after a change is applied the old state may still show at a login: Dovecot looks at a passwd-file once a second. */
export const promisedMs = 2_000
