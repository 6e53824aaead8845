// Numbers of the restriction classes that guard groups. A group keeps the number that it has on disk; a new one gets the lowest that
// no group of any domain holds. The `recipients` table is the register: there is no second place that could disagree with it.
import { AgentError } from '../agent-error'
import type { SlotOf } from '../render/render-domain'
import { slotPattern } from '../render/render-groups'
import { tableLabel } from '../render/table-names'
import type { Disk } from './disk'
import { sectionLines } from './table-text'

/** Postfix reads every class at each start of smtpd; beyond this a host is asked to use more than one class per group than is wise. */
export const slotsMax = 512
export type GroupSlots = { slotOf: SlotOf; highestNew: () => number }

export async function readGroupSlots(disk: Disk): Promise<GroupSlots> {
  const { table } = await disk.file(tableLabel('recipients'))
  const held = new Map<string, number>()
  for (const domain of table.sections.keys()) {
    for (const line of sectionLines(table, domain)) {
      const [, group, slot] = slotPattern.exec(line) ?? []
      if (group && slot) held.set(group, Number(slot))
    }
  }
  const used = new Set(held.values())
  let highestNew = 0
  const slotOf: SlotOf = (group) => {
    const known = held.get(group)
    if (known !== undefined) return known
    let slot = 1
    while (used.has(slot)) slot++
    if (slot > slotsMax) throw new AgentError('invalid_request', `This host guards ${slotsMax} groups already; ${group} would be one more.`)
    used.add(slot)
    held.set(group, slot)
    highestNew = Math.max(highestNew, slot)
    return slot
  }
  return { slotOf, highestNew: () => highestNew }
}
