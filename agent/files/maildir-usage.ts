// Size of a Maildir from its file names: Dovecot writes `,S=bytes` into each (dovecot Maildir). Reads folders, opens no message.
import { lstat, readdir } from 'node:fs/promises'
import { errnoOf } from '../agent-error'

export type MaildirUsage = { bytes: number; messages: number }

/** `home` is the mailbox's folder; its Maildir and that one's sub-folders (`.Sent`, …) count. */
export async function maildirUsage(home: string): Promise<MaildirUsage> {
  const maildir = `${home}/Maildir`
  const folders = [maildir, ...(await namesIn(maildir)).filter((name) => name.startsWith('.')).map((name) => `${maildir}/${name}`)]
  const usage: MaildirUsage = { bytes: 0, messages: 0 }
  for (const folder of folders) {
    for (const part of [`${folder}/cur`, `${folder}/new`]) {
      for (const name of await namesIn(part)) {
        usage.messages++
        usage.bytes += Number(/,S=(\d+)/.exec(name)?.[1] ?? (await sizeOf(`${part}/${name}`)))
      }
    }
  }
  return usage
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return []
    throw error
  }
}

/** A message may be moved between the listing and this: then it is counted where it went, or next time. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await lstat(path)).size
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0
    throw error
  }
}
