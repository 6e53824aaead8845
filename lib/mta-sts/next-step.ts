// What to do next with a policy. Pure.
import { agesOffered, type MtaStsView, type StsMode } from './schema'

/** Reports of some days come before enforcement (RFC 8460 is once a day). */
export const watchMs = 7 * 86_400_000
const longest = agesOffered.at(-1) ?? 0

type Standing = { mode: StsMode; maxAgeSeconds: number; since: Date; believedUntil: Date | null }

/** `seen`: the record and the policy are what the world sees. */
export function nextStep(standing: Standing | null, seen: boolean, now: Date): MtaStsView['next'] {
  if (standing === null) return 'begin'
  const { mode, since, maxAgeSeconds, believedUntil } = standing
  if (mode === 'none') return believedUntil !== null && believedUntil > now ? 'wait' : 'end'
  if (!seen) return 'publish'
  const isWatched = now.getTime() - since.getTime() >= watchMs
  if (mode === 'testing') return isWatched ? 'enforce' : 'watch'
  return maxAgeSeconds < longest && isWatched ? 'longer' : 'done'
}

/** RFC 8461 3.1: another one for each change, 32 letters and digits at most. The time tells a person which is newer. */
export function newPolicyId(now: Date, before: string | null): string {
  const id = now.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  if (before === null || id > before.slice(0, 14)) return id
  const number = before.length > 14 ? Number(before.slice(14)) + 1 : 1
  return `${before.slice(0, 14)}${number}`
}
