// Takes the reports out of the watched mailbox. A mail is moved when what is in it is committed, never before, and never deleted: whatever dies in between, the
// next reading finds the mail again, and its reports known. One worker reads at a time.
import 'server-only'
import { createHash } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import type { Actor } from '#lib/auth/actor'
import { systemActor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { log } from '#lib/log'
import { importReports } from './import-reports'
import { InboxError, mailBytesMax, openFolder, problemOf, withInbox } from './inbox-connection'
import type { InboxSettings, InboxTest } from './inbox-schema'
import { inboxPasswordOf, readInboxSettings, readInboxState, writeInboxState } from './inbox-settings'

/** Of one reading; the next one goes on. */
const mailsAtOnce = 300
const readingMs = 240_000

type Tally = { taken: number; refused: number; waiting: number }

/** By the timetable, and when somebody asks for it. */
export async function readInbox(): Promise<Tally | null> {
  const stored = await readInboxSettings()
  if (!stored.values.enabled) return null
  const before = await readInboxState()
  const tally: Tally = { taken: 0, refused: 0, waiting: 0 }
  let problem = null
  try {
    await withInbox(stored.values, inboxPasswordOf(stored), (client) => readMails(client, stored.values, tally))
  } catch (error) {
    // Postgres that is not there is the queue's to try again; a server that is not, the timetable's.
    if (error instanceof AppError) throw error
    problem = problemOf(error)
    log.info({ err: error, problem }, 'the report mailbox was not read')
  }
  const sums = { taken: before.taken + tally.taken, refused: before.refused + tally.refused, waiting: tally.waiting }
  await writeInboxState({ ...sums, at: new Date().toISOString(), problem })
  return tally
}

async function readMails(client: ImapFlow, settings: InboxSettings, tally: Tally): Promise<void> {
  await openFolder(client, settings.folder)
  const end = Date.now() + readingMs
  const found = (await client.search({ all: true }, { uid: true })) || []
  for (const uid of found.slice(0, mailsAtOnce)) {
    if (Date.now() > end) break
    const result = await readMail(client, uid, settings)
    if (result === null) continue
    tally[result]++
    if (result !== 'waiting') await moveTo(client, uid, result === 'taken' ? settings.importedFolder : settings.refusedFolder)
  }
}

/** null: somebody else has taken it away meanwhile. */
async function readMail(client: ImapFlow, uid: number, { user }: InboxSettings): Promise<keyof Tally | null> {
  const head = await client.fetchOne(String(uid), { size: true }, { uid: true })
  if (!head) return null
  if ((head.size ?? 0) > mailBytesMax) return 'refused'
  const mail = await client.fetchOne(String(uid), { source: true }, { uid: true })
  const source = mail ? mail.source : undefined
  if (!source) return null
  try {
    const name = createHash('sha256').update(source).digest('hex').slice(0, 12)
    const imported = await importReports({ ...systemActor(user), via: 'system' }, source, {
      fileName: `mail-${name}.eml`,
      via: 'inbox',
    })
    return imported.some(({ result }) => result !== 'refused') ? 'taken' : 'refused'
  } catch (error) {
    if (error instanceof AppError) throw error
    // One that we cannot bear must not keep the others out.
    log.error({ err: error, uid }, 'a mail with reports was not worked on')
    return 'waiting'
  }
}

async function moveTo(client: ImapFlow, uid: number, folder: string): Promise<void> {
  const path = folder.split('/')
  if (await moved(client, uid, path)) return
  // It is not there yet; a server that has it already says so.
  await client.mailboxCreate(path)
  if (!(await moved(client, uid, path))) throw new InboxError('folder')
}

async function moved(client: ImapFlow, uid: number, path: string[]): Promise<boolean> {
  try {
    return Boolean(
      await client.messageMove(String(uid), path.length === 1 ? (path[0] ?? '') : path.join(delimiterOf(client)), { uid: true }),
    )
  } catch (error) {
    if (!client.usable) throw error
    return false
  }
}

const delimiterOf = (client: ImapFlow): string => (client.mailbox === false ? '/' : client.mailbox.delimiter || '/')

/** Whether the mailbox can be read as it is set, and how much is in it. Changes nothing there. */
export async function testInbox(actor: Actor): Promise<InboxTest> {
  requirePermission(actor, 'settings.write')
  const stored = await readInboxSettings()
  try {
    return await withInbox(stored.values, inboxPasswordOf(stored), async (client) => ({
      problem: null,
      messages: (await openFolder(client, stored.values.folder)).messages,
    }))
  } catch (error) {
    return { problem: problemOf(error), messages: 0 }
  }
}

export async function queueReading(actor: Actor): Promise<void> {
  requirePermission(actor, 'settings.write')
  await db().$executeRaw`
    select graphile_worker.add_job('read-report-inbox', '{}'::json, queue_name => 'report-inbox', job_key => 'read-report-inbox', max_attempts => 3)`
}
