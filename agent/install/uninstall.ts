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
  if (accountId({ root: '', postfix: null, dovecot: null }, door.account) !== null) await runProgram('/usr/sbin/userdel', [door.account])
  output.write(`${JSON.stringify({ removed, stays })}\n`)
  return 0
}
