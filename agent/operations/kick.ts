// NAME     kick - end the sessions of mailboxes
// INPUT    logins; clientAddress: those from there alone, null: all
// OUTPUT   kicked: for how many of them a session was ended
// WRITES   nothing
// BUGS     doveadm-kick(1) takes a mask: a login with * or ? in it is left alone, none of ours has one.

import { ownerOf } from '../render/app-passwords'
import type { SectionChange } from '../render/domain-lines'
import { isAppPasswordsLabel, isPasswdLabel } from '../render/table-names'
import { runProgram } from '../run-program'
import type { Handler } from '../session'

/** Beyond this many changed mailboxes of one domain the whole domain's sessions end; clients log in again by themselves. */
const singleKicksMax = 20

type Target = { mask: string /** Address or network; null: wherever it is. */; from: string | null }

export const kick: Handler<'kick'> = async (_session, { logins, clientAddress }) => ({
  kicked: await kickAll(logins.filter((login) => !/[*?]/.test(login)).map((mask) => ({ mask, from: clientAddress }))),
})

async function kickAll(targets: readonly Target[]): Promise<number> {
  let kicked = 0
  for (const { mask, from } of targets) {
    const { exitCode } = await runProgram('/usr/bin/doveadm', ['kick', mask, ...(from === null ? [] : [from])], { deadlineMs: 5_000 })
    if (exitCode === 0) kicked++
  }
  return kicked
}

/** Sessions of mailboxes that are gone, disabled, have another password, or lost a protocol or an app password. */
export async function kickChanged(changes: readonly SectionChange[]): Promise<void> {
  for (const change of changes.filter(({ file }) => isPasswdLabel(file))) {
    const targets = isAppPasswordsLabel(change.file) ? lostAppPasswords(change) : changedNames(change).map((name) => ({ name, from: null }))
    const masks = new Map(targets.map(({ name, from }) => [`${name} ${from}`, { mask: `${name}@${change.domain}`, from }]))
    await kickAll(masks.size > singleKicksMax ? [{ mask: `*@${change.domain}`, from: null }] : [...masks.values()])
  }
}

export function changedNames({ removed, added }: Pick<SectionChange, 'removed' | 'added'>): string[] {
  const secret = (line: string) => line.split(':', 2).join(':')
  const kept = new Set(added.map(secret))
  const lost = removed.filter((line) => /^[^#:/]+:/.test(line) && !kept.has(secret(line)))
  const denied = added.filter((line) => /^[^:/]+\/[a-z0-9]+:$/.test(line))
  return [...new Set([...lost.map((line) => line.split(':', 1)[0] ?? ''), ...denied.map((line) => line.split('/', 1)[0] ?? '')])]
}

/** Which sessions an app password opened Dovecot does not tell; those that it may have opened end, and mail programs log in again. */
function lostAppPasswords({ removed }: SectionChange) {
  return removed.flatMap((line): { name: string; from: string | null }[] => {
    const { localPart: name, networks } = ownerOf(line)
    if (name === '') return []
    return networks.length > 0 ? networks.map((from) => ({ name, from })) : [{ name, from: null }]
  })
}
