// NAME     plan - what apply would change, line by line
// INPUT    domains: the wanted states
// OUTPUT   per domain the digest of the disk, whether it drifted, and the lines that would go and come; hashes masked
// WRITES   nothing
// ERRORS   busy, invalid_request (a state that is no table)
// BUGS     The number of a new group's class is the one that is free now; another apply in between may take it.
import { findDomainRecord } from '../files/domain-records'
import { readGroupSlots } from '../files/group-slots'
import { requireDaemons } from '../mail-host'
import { changesBetween, digestOf, maskSecrets, type SectionChange } from '../render/domain-lines'
import { renderDomain } from '../render/render-domain'
import { type Handler, withReadLock } from '../session'

export const plan: Handler<'plan'> = async (session, { domains }, deadline) => {
  const { dovecot } = requireDaemons(session.host)
  return withReadLock(session, deadline, async (disk) => {
    const slots = await readGroupSlots(disk)
    const plans = []
    for (const state of domains) {
      deadline.assertTimeLeft()
      const [before, record] = await Promise.all([disk.domain(state.domain), findDomainRecord(session.host, state.domain)])
      const digest = digestOf(before)
      const changes = changesBetween(state.domain, before, renderDomain(state, dovecot.dialect, slots.slotOf))
      plans.push({ domain: state.domain, digest, drifted: hasDrifted(digest, record?.digest), changes: changes.map(shownChange) })
    }
    return { domains: plans }
  })
}

export const emptyDigest = digestOf(new Map())
/** Lines of a domain that the agent never wrote are drift too. */
export const hasDrifted = (onDisk: string, written: string | undefined) => onDisk !== (written ?? emptyDigest)

export const shownChange = ({ file, removed, added }: SectionChange) => ({
  file,
  removed: removed.map(maskSecrets),
  added: added.map(maskSecrets),
})
