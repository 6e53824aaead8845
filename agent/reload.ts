// Tells the daemons to read their configuration again. A daemon that is not running has nothing to read: its start will.
import { runProgram } from './run-program'

/** false when Postfix runs and refused. */
export async function reloadPostfix(): Promise<boolean> {
  if ((await runProgram('/usr/sbin/postfix', ['status'])).exitCode !== 0) return true
  return (await runProgram('/usr/sbin/postfix', ['reload'])).exitCode === 0
}

export async function isPostfixRunning(): Promise<boolean> {
  return (await runProgram('/usr/sbin/postfix', ['status'])).exitCode === 0
}

export async function isDovecotRunning(): Promise<boolean> {
  return (await runProgram('/usr/bin/doveadm', ['service', 'status'])).exitCode === 0
}

export async function reloadDovecot(): Promise<boolean> {
  if (!(await isDovecotRunning())) return true
  return (await runProgram('/usr/bin/doveadm', ['reload'])).exitCode === 0
}
