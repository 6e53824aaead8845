// NAME     try-rules - what a mailbox's rules would do with a message that somebody gives
// INPUT    recipient and sender of the envelope, the rules, the message, up to 64 KiB
// OUTPUT   the actions as sieve-test(1) words them, and the script
// WRITES   nothing; a folder of its own for the time of the test
// ERRORS   config_refused: sieve-test did not take it
// BUGS     Runs as nobody, who has no mail: folders that exist already look as if they would be made.
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { AgentError } from '../agent-error'
import { folderSeparator } from '../files/sieve-scripts'
import { accountId } from '../mail-host'
import { renderSieve } from '../render/render-sieve'
import { runProgram } from '../run-program'
import type { Handler } from '../session'

export const tryRules: Handler<'try-rules'> = async ({ host }, { recipient, sender, rules, message }, deadline) => {
  const script = renderSieve(rules, await folderSeparator())
  const nobody = accountId(host, 'nobody')
  if (nobody === null) throw new AgentError('config_refused', 'This host has no account nobody.')
  const folder = await mkdtemp(`${tmpdir()}/postern-try-`)
  try {
    await chown(folder, nobody, 0)
    await chmod(folder, 0o700)
    for (const [name, text] of [
      ['rules.sieve', script],
      ['message', message],
    ] as const)
      await writeFile(`${folder}/${name}`, text, { mode: 0o644 }).then(() => chmod(`${folder}/${name}`, 0o644))
    const asNobody = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', '--pdeathsig', 'KILL']
    const envelope = ['-r', recipient, '-a', recipient, '-f', sender]
    const test = ['/usr/bin/env', `HOME=${folder}`, '/usr/bin/sieve-test', ...envelope, `${folder}/rules.sieve`, `${folder}/message`]
    const { exitCode, stdout, stderr } = await runProgram('/usr/bin/setpriv', [...asNobody, ...test], { deadlineMs: deadline.leftMs })
    if (exitCode !== 0) throw new AgentError('config_refused', stderr.trim().slice(-1000))
    return { actions: actionsIn(stdout), script }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** ` * store message in folder: X`, each with its details indented beneath; the text of an answer is left out. */
function actionsIn(report: string): string[] {
  const actions: string[] = []
  for (const line of report.replaceAll(/^START MESSAGE$[\s\S]*?^END MESSAGE$/gm, '').split('\n')) {
    const [, action] = /^ \* (.*)$/.exec(line) ?? []
    const [, detail] = /^ {8}\+ (.*)$/.exec(line) ?? []
    if (action !== undefined) actions.push(action)
    else if (detail !== undefined && actions.length > 0) actions.push(`${actions.pop()} (${detail})`)
  }
  return actions.map((action) => action.slice(0, 500))
}
