// Sign-ins at the panel's own door: real HTTP, real Argon2id, a session each, as many at once as there are cores; against nothing but the same
// verifications in one process.
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { signIn } from './panel-session'
import type { Row } from './report'

/** As lib/auth/administrator-password.ts has it. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const
const seconds = 15

export async function measureSignIns(url: string, address: string, password: string): Promise<Row[]> {
  const atOnce = availableParallelism()
  const known = await hash(password, cost)
  await signIn(url, address, password)
  const floor = await perSecond(atOnce, () => verify(known, password))
  const panel = await perSecond(atOnce, () => signIn(url, address, password))
  return [
    {
      name: `sign-ins at the panel, ${atOnce} at once`,
      value: panel,
      unit: '/s',
      against: { name: 'bare Argon2id verifications', value: floor },
    },
  ]
}

/** `workers` go on, each with one after another, until the time is over. */
async function perSecond(workers: number, once: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  const until = begin + seconds * 1000
  let done = 0
  const work = async () => {
    while (performance.now() < until) {
      await once()
      done++
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return done / ((performance.now() - begin) / 1000)
}
