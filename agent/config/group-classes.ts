// More groups than main.cf has classes for: the block of classes grows by steps, before the lines that need it are written. A crash in
// between leaves classes that nobody uses yet.
import { AgentError } from '../agent-error'
import type { Deadline } from '../deadline'
import { type MailHost, requireDaemons } from '../mail-host'
import { reloadPostfix } from '../reload'
import { runProgram } from '../run-program'
import { groupClasses, groupClassSettings, slotsPerStep } from './group-class-settings'
import { readMainCf } from './is-configured'

export const configuredSlots = (mainCf: string) => [...mainCf.matchAll(/^postern_group_(\d+)\s*=/gm)].length

export async function ensureGroupClasses(host: MailHost, highest: number, deadline: Deadline): Promise<void> {
  if (highest === 0) return
  const have = configuredSlots(await readMainCf(host))
  // 0: Postfix is not configured yet; the first configuration makes as many as the tables need.
  if (have === 0 || have >= highest) return
  const { postfix } = requireDaemons(host)
  const wanted = slotsFor(highest)
  const classes = (await postconf(['-h', 'smtpd_restriction_classes'], deadline)).trim()
  const missing = groupClasses(wanted).filter((name) => !classes.split(/[\s,]+/).includes(name))
  const settings = groupClassSettings(postfix.mapType, wanted).slice(have)
  await postconf(
    ['-e', ...settings.map(([name, value]) => `${name}=${value}`), `smtpd_restriction_classes=${[classes, ...missing].join(', ')}`],
    deadline,
  )
  if (!(await reloadPostfix()))
    throw new AgentError('reload_failed', 'Postfix did not take further restriction classes; no lines were written.')
}

export const slotsFor = (highest: number) => Math.max(1, Math.ceil(highest / slotsPerStep)) * slotsPerStep

async function postconf(args: string[], deadline: Deadline): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram('/usr/sbin/postconf', args, { deadlineMs: deadline.leftMs })
  if (exitCode !== 0) throw new AgentError('config_refused', stderr.trim().slice(0, 2000))
  return stdout
}
