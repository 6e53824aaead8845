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
import { importFiles } from './import-reports'
import { InboxError, mailBytesMax, openFolder, problemOf, withInbox } from './inbox-connection'
import type { InboxSettings, InboxTest } from './inbox-schema'
import { inboxPasswordOf, readInboxSettings, readInboxState, writeInboxState } from './inbox-settings'
import type { ReportFile } from './save-originals'
import type { ImportedView } from './schema'

/** Of one reading; the next one goes on. */
const mailsAtOnce = 300
const readingMs = 240_000
/** Of one transaction. */
const groupMax = 200
const groupBytesMax = 4 * 1024 * 1024

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
  for (const group of await inGroups(client, found.slice(0, mailsAtOnce))) {
    if (Date.now() > end) break
    const results = await readGroup(client, group, settings)
    for (const result of results.values()) tally[result]++
    const uidsOf = (wanted: keyof Tally) => [...results].flatMap(([uid, result]) => (result === wanted ? [uid] : []))
    await moveTo(client, uidsOf('taken'), settings.importedFolder)
    await moveTo(client, uidsOf('refused'), settings.refusedFolder)
  }
}

/** Small ones together, as one transaction is one wait for the disk; a large one alone. */
async function inGroups(client: ImapFlow, uids: readonly number[]): Promise<Group[]> {
  const groups: Group[] = []
  let bytes = Number.POSITIVE_INFINITY
  if (uids.length === 0) return groups
  for await (const { uid, size = 0 } of client.fetch(uids.join(','), { size: true }, { uid: true })) {
    const last = groups.at(-1)
    if (last && last.uids.length < groupMax && bytes + size <= groupBytesMax) {
      last.uids.push(uid)
      bytes += size
    } else {
      groups.push({ uids: [uid], isTooLarge: size > mailBytesMax })
      bytes = size
    }
  }
  return groups
}

type Result = keyof Tally
/** One that is too large is alone. */
type Group = { uids: number[]; isTooLarge: boolean }
type Mail = { uid: number; file: ReportFile }

async function readGroup(client: ImapFlow, { uids, isTooLarge }: Group, { user }: InboxSettings): Promise<Map<number, Result>> {
  const results = new Map<number, Result>()
  const mails: Mail[] = []
  if (isTooLarge) return new Map(uids.map((uid) => [uid, 'refused']))
  // One that somebody else has taken away meanwhile does not come.
  for await (const { uid, source } of client.fetch(uids.join(','), { source: true }, { uid: true }))
    if (source) mails.push({ uid, file: fileOf(source) })
  const actor = systemActor(user)
  const note = (mail: Mail, imported: readonly ImportedView[]) =>
    results.set(mail.uid, imported.some(({ result }) => result !== 'refused') ? 'taken' : 'refused')
  try {
    const all = await importFiles(
      actor,
      mails.map(({ file }) => file),
    )
    for (const [index, mail] of mails.entries()) note(mail, all[index] ?? [])
  } catch (error) {
    if (error instanceof AppError) throw error
    // One that we cannot bear must not keep the others out.
    for (const mail of mails)
      await importFiles(actor, [mail.file]).then(
        ([imported = []]) => note(mail, imported),
        (reason) => leave(results, mail, reason),
      )
  }
  return results
}

const fileOf = (content: Buffer): ReportFile => ({
  content,
  fileName: `mail-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.eml`,
  via: 'inbox',
})

function leave(results: Map<number, Result>, { uid }: Mail, reason: unknown): void {
  if (reason instanceof AppError) throw reason
  log.error({ err: reason, uid }, 'a mail with reports was not worked on')
  results.set(uid, 'waiting')
}

async function moveTo(client: ImapFlow, uids: readonly number[], folder: string): Promise<void> {
  if (uids.length === 0) return
  const path = folder.split('/')
  if (await moved(client, uids, path)) return
  // It is not there yet; a server that has it already says so.
  await client.mailboxCreate(path)
  if (!(await moved(client, uids, path))) throw new InboxError('folder')
}

async function moved(client: ImapFlow, uids: readonly number[], path: string[]): Promise<boolean> {
  try {
    return Boolean(
      await client.messageMove(uids.join(','), path.length === 1 ? (path[0] ?? '') : path.join(delimiterOf(client)), { uid: true }),
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
