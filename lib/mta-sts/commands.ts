// Switches a domain's policy on, changes it, and ends it. Enforcement is refused while it would keep mail back; an end while senders still believe the former policy.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { lockRowOf } from '#lib/changes/edit'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { newPolicyId } from './next-step'
import { getMtaSts, requireDomain, type StsDomain } from './queries'
import { firstAgeMax, type MtaStsView, type UpdateMtaStsInput, updateMtaStsInput } from './schema'

export function updateMtaSts(actor: Actor, idOrName: string, input: UpdateMtaStsInput, now = new Date()): Promise<Outcome<MtaStsView>> {
  return asOutcome(async () => {
    const { mode, maxAgeSeconds, mx: given } = requireValid(updateMtaStsInput, input)
    const domain = await requireDomain(actor, idOrName)
    if (domain.kind === 'relay') deny('sts_relay')
    const mx = given.length > 0 ? given : [domain.hostName]
    const { policy, obstacles, mxFound } = await getMtaSts(actor, domain.id, now)
    if (mode === 'enforce') requireReady({ policy, obstacles, mxFound }, mx)
    if (mode === 'enforce' && policy?.mode !== 'enforce' && maxAgeSeconds > firstAgeMax) deny('sts_first_age', 'maxAgeSeconds')
    const { revision } = await recordChange(actor, 'domain.write', async (tx) => {
      await lockRowOf(actor, tx, 'Domain', domain.id)
      const row = await tx.mtaStsPolicy.findUnique({ where: { domainId: domain.id } })
      if (row === null && mode === 'none') deny('sts_nothing_to_end')
      const isSame = row && row.mode === mode && row.maxAgeSeconds === maxAgeSeconds && row.mx.join() === mx.join()
      if (isSame) return { value: null, entries: [], domains: [] }
      const believedUntil = row ? later(row.believedUntil, new Date(now.getTime() + row.maxAgeSeconds * 1000)) : null
      const policyId = newPolicyId(now, row?.policyId ?? null)
      const data = { mode, maxAgeSeconds, mx, policyId, since: now, believedUntil }
      await tx.mtaStsPolicy.upsert({
        where: { domainId: domain.id },
        create: { domainId: domain.id, ...data },
        update: { ...data, version: { increment: 1 } },
      })
      const before = row ? { mode: row.mode, maxAgeSeconds: row.maxAgeSeconds, mx: row.mx } : {}
      return { value: null, entries: [entryOf(domain, { before, after: { mode, maxAgeSeconds, mx } })], domains: [] }
    })
    return { value: await getMtaSts(actor, domain.id, now), revision }
  })
}

type Ready = Pick<MtaStsView, 'policy' | 'obstacles' | 'mxFound'>

/** The obstacles were found for the policy that is served; of the one that is wanted other names may be missing. */
function requireReady({ policy, obstacles, mxFound }: Ready, mx: readonly string[]): void {
  if (policy === null || policy.mode === 'none') deny('sts_test_first', 'mode')
  const unnamed = (mxFound ?? []).find((name) => !mx.some((one) => one === name || (one.startsWith('*.') && name.endsWith(one.slice(1)))))
  if (unnamed !== undefined) deny('sts_mx_not_named', 'mode', { name: unnamed })
  const first = obstacles.find(({ code }) => code !== 'mx_not_named')
  if (first) deny(`sts_${first.code}`, 'mode', { name: first.name })
}

const later = (a: Date | null, b: Date): Date => (a !== null && a > b ? a : b)

/** Nothing is served any more. RFC 8461 8.3: not before every sender has forgotten that there was one. */
export function endMtaSts(actor: Actor, idOrName: string, now = new Date()): Promise<Outcome<MtaStsView>> {
  return asOutcome(async () => {
    const domain = await requireDomain(actor, idOrName)
    const { revision } = await recordChange(actor, 'domain.write', async (tx) => {
      await lockRowOf(actor, tx, 'Domain', domain.id)
      const row = await tx.mtaStsPolicy.findUnique({ where: { domainId: domain.id } })
      if (!row) return deny('sts_nothing_to_end')
      if (row.mode === 'enforce') deny('sts_end_enforce')
      if (row.believedUntil && row.believedUntil > now)
        deny('sts_still_believed', null, { date: row.believedUntil.toISOString().slice(0, 10) })
      await tx.mtaStsPolicy.delete({ where: { domainId: domain.id } })
      return { value: null, entries: [entryOf(domain, { before: { mode: row.mode }, after: { mode: null } })], domains: [] }
    })
    return { value: await getMtaSts(actor, domain.id, now), revision }
  })
}

const entryOf = (domain: StsDomain, fields: Pick<ChangeEntry, 'before' | 'after'>): ChangeEntry => ({
  action: 'domain.mta-sts',
  subjectKind: 'domain',
  subjectId: domain.id,
  subjectName: domain.name,
  domainName: domain.name,
  ...fields,
})
