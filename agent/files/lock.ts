// One writer at a time on this host, whichever panel it serves. flock(1) locks an open file that we hold, so the lock ends with us,
// however we end; there is no stale lock to clean up.
import { spawn } from 'node:child_process'
import { type FileHandle, open } from 'node:fs/promises'
import { AgentError } from '../agent-error'
import { type MailHost, statePath } from '../mail-host'
import { childEnvironment } from '../run-program'

export type ReleaseLock = () => Promise<void>

export async function takeLock(host: MailHost, waitMs: number): Promise<ReleaseLock> {
  const handle = await open(statePath(host, 'lock'), 'a', 0o600)
  try {
    await lockHandle(handle, waitMs)
  } catch (error) {
    await handle.close()
    throw error
  }
  return () => handle.close()
}

function lockHandle(handle: FileHandle, waitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const seconds = Math.max(waitMs / 1000, 0.001).toFixed(3)
    const child = spawn('/usr/bin/flock', ['-x', '-w', seconds, '3'], {
      env: childEnvironment,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'ignore', handle.fd],
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new AgentError('busy', 'Another agent on this host is writing.'))
    })
  })
}
