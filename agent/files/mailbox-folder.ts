// Where a mailbox's mail lies, and the archive folder beside it. Names come from the protocol, so a path cannot leave /var/vmail;
// a symbolic link on the way is refused, for the folders belong to vmail and not to root.
import { lstat } from 'node:fs/promises'
import { AgentError, errnoOf } from '../agent-error'
import type { MailHost } from '../mail-host'

export const vmailPath = (host: MailHost) => `${host.root}/var/vmail`
export const mailboxPath = (host: MailHost, domain: string, localPart: string) => `${vmailPath(host)}/${domain}/${localPart}`
/** A leading dot: no domain can have this name. */
export const archivePath = (host: MailHost, archiveId: string) => `${vmailPath(host)}/.archive/${archiveId}`

/** Whether the folder is there; refuses what is not a folder. */
export async function folderExists(path: string): Promise<boolean> {
  try {
    if ((await lstat(path)).isDirectory()) return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
  throw new AgentError('config_refused', `${path} is not a folder.`)
}
