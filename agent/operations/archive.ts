// NAME     archive-mailbox, restore-mailbox, purge-archive - keep a deleted mailbox's mail, bring it back, or end it
// INPUT    domain, localPart and the archive's id, a UUID that the panel chose; or ids
// OUTPUT   bytes and messages that moved; the ids that are gone
// WRITES   renames within /var/vmail; purge removes a folder below /var/vmail/.archive
// ERRORS   not_found: no such archive. drift: the mailbox has mail of its own again, nothing was moved
// BUGS     Archiving a mailbox that still exists on the host is possible; the panel applies its removal first.
import { chown, lstat, mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AgentError } from '../agent-error'
import { syncPath } from '../files/durable'
import { archivePath, folderExists, mailboxPath, vmailPath } from '../files/mailbox-folder'
import { maildirUsage } from '../files/maildir-usage'
import { type Handler, withWriteLock } from '../session'

export const archiveMailbox: Handler<'archive-mailbox'> = (session, { domain, localPart, archiveId }, deadline) =>
  withWriteLock(session, deadline, async () => {
    const { host } = session
    const [home, archive] = [mailboxPath(host, domain, localPart), archivePath(host, archiveId)]
    // Asked again after a lost answer: it lies there already.
    if (await folderExists(archive)) return maildirUsage(archive)
    await folderExists(vmailPath(host))
    await folderExists(dirname(home))
    if (!(await folderExists(home))) return { bytes: 0, messages: 0 }
    await mkdir(dirname(archive), { recursive: true, mode: 0o700 })
    await rename(home, archive)
    await syncPath(dirname(archive))
    return maildirUsage(archive)
  })

export const restoreMailbox: Handler<'restore-mailbox'> = (session, { domain, localPart, archiveId }, deadline) =>
  withWriteLock(session, deadline, async () => {
    const { host } = session
    const [home, archive] = [mailboxPath(host, domain, localPart), archivePath(host, archiveId)]
    if (!(await folderExists(archive))) throw new AgentError('not_found', `Archive ${archiveId} is not on this host.`)
    if (await folderExists(home)) {
      if ((await maildirUsage(home)).messages > 0) throw new AgentError('drift', `${localPart}@${domain} has mail of its own.`)
      // A first login makes an empty Maildir; it must not stand in the way of the mail.
      await rm(home, { recursive: true })
    }
    await makeDomainFolder(dirname(home), vmailPath(host))
    await rename(archive, home)
    await syncPath(dirname(home))
    return maildirUsage(home)
  })

async function makeDomainFolder(folder: string, vmail: string) {
  if (await folderExists(folder)) return
  await mkdir(folder, { mode: 0o770 })
  const { uid, gid } = await lstat(vmail)
  await chown(folder, uid, gid)
}

export const purgeArchive: Handler<'purge-archive'> = (session, { archiveIds }, deadline) =>
  withWriteLock(session, deadline, async () => {
    const purged = []
    for (const archiveId of archiveIds) {
      if (deadline.leftMs === 0) break
      const path = archivePath(session.host, archiveId)
      if (await folderExists(path)) await rm(path, { recursive: true })
      purged.push(archiveId)
    }
    return { purged }
  })
