// NAME     uninstall - close the door: account, key, sudoers, program, unit
// OUTPUT   one JSON line: what is gone and what stays
// BUGS     Tables, passwd-files, Postfix's and Dovecot's configuration, mail and the agent's records stay: mail goes on flowing.
import { rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { accountId } from '../mail-host'
import { runProgram } from '../run-program'
import * as door from './door-files'

const stays = ['/etc/postfix', '/etc/dovecot', '/etc/postern/tls', '/var/vmail', '/var/lib/postern', '/var/log/postern']

export async function uninstall(output: Writable): Promise<number> {
  await runProgram('/usr/bin/systemctl', ['disable', door.unitName])
  await runProgram('/usr/bin/systemctl', ['disable', '--now', door.expiryTimerName])
  // First of all, so that it can be tried again. By force: the panel's own connection may still be open, with neither key nor program in a moment.
  if (accountId({ root: '', postfix: null, dovecot: null }, door.account) !== null) {
    const { exitCode, stderr } = await runProgram('/usr/sbin/userdel', ['--force', door.account])
    if (exitCode !== 0) {
      process.stderr.write(`The account ${door.account} could not be removed: ${stderr.trim()}\n`)
      return 1
    }
  }
  const removed = [
    door.sudoersPath,
    door.authorizedKeysPath,
    door.programPath,
    door.bundlePath,
    door.unitPath,
    door.expiryUnitPath,
    door.expiryTimerPath,
    door.logrotatePath,
  ]
  for (const path of removed) await rm(path, { force: true })
  await rm(door.loginHome, { recursive: true, force: true })
  output.write(`${JSON.stringify({ removed, stays })}\n`)
  return 0
}
