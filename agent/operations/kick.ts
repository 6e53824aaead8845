// NAME     kick - end the sessions of mailboxes
// INPUT    logins
// OUTPUT   kicked: for how many of them a session was ended
// WRITES   nothing
// BUGS     doveadm-kick(1) takes a mask: a login with * or ? in it is left alone, none of ours has one.

import type { SectionChange } from '../render/domain-lines'
import { isUsersLabel } from '../render/table-names'
import { runProgram } from '../run-program'
import type { Handler } from '../session'

/** Beyond this many changed mailboxes of one domain the whole domain's sessions end; clients log in again by themselves. */
const singleKicksMax = 20

export const kick: Handler<'kick'> = async (_session, { logins }) => ({
  kicked: await kickMasks(logins.filter((login) => !/[*?]/.test(login))),
})

async function kickMasks(masks: readonly string[]): Promise<number> {
  let kicked = 0
  for (const mask of masks) {
    const { exitCode } = await runProgram('/usr/bin/doveadm', ['kick', mask], { deadlineMs: 5_000 })
    if (exitCode === 0) kicked++
  }
  return kicked
}

/** Sessions of mailboxes that are gone, disabled, have another password, or lost a protocol. */
export async function kickChanged(changes: readonly SectionChange[]): Promise<void> {
  for (const change of changes.filter(({ file }) => isUsersLabel(file))) {
    const names = changedNames(change)
    const masks = names.length > singleKicksMax ? [`*@${change.domain}`] : names.map((name) => `${name}@${change.domain}`)
    await kickMasks(masks)
  }
}

export function changedNames({ removed, added }: Pick<SectionChange, 'removed' | 'added'>): string[] {
  const secret = (line: string) => line.split(':', 2).join(':')
  const kept = new Set(added.map(secret))
  const lost = removed.filter((line) => /^[^#:/]+:/.test(line) && !kept.has(secret(line)))
  const denied = added.filter((line) => /^[^:/]+\/[a-z0-9]+:$/.test(line))
  return [...new Set([...lost.map((line) => line.split(':', 1)[0] ?? ''), ...denied.map((line) => line.split('/', 1)[0] ?? '')])]
}
