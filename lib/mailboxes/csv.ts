// Mailboxes as CSV. Out: never a password. In: `password` (plain), `passwordHash` (as Dovecot writes it, a known scheme), or neither: then one
// is generated and given back once. Columns are the names of the API's fields; several forwards or tags are separated by spaces or commas.

import type * as z from 'zod'
import { takenCode } from '#lib/addresses/claims'
import { canonicalAddresses, findOwnDomains } from '#lib/addresses/domain-here'
import { insertMailboxes, type NewMailbox, quotaRefusals } from '#lib/addresses/insert-mailboxes'
import { findLoops, lockGraph } from '#lib/addresses/loops'
import { domainOf, localPartOf } from '#lib/addresses/parse-address'
import type { CsvMistake, CsvReport } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { generatedPassword } from '#lib/auth/generated-password'
import { hashMailboxPassword } from '#lib/auth/mailbox-password'
import { passwordRefusals } from '#lib/auth/password-rule'
import { requirePermission } from '#lib/auth/permissions'
import { type Recorded, recordChange } from '#lib/changes/record'
import { LeavesNothing, mistakeOf, type Read, repeatedAddresses, reportOf, validateLines } from '#lib/csv/import-lines'
import { readCsv } from '#lib/csv/read-csv'
import { writeCsv } from '#lib/csv/write-csv'
import { db, type Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { idsInParts, type List } from '#lib/db/keyset'
import { everyCondition } from '#lib/db/text-search'
import { uuid7 } from '#lib/db/uuid7'
import { asOutcome, type Outcome } from '#lib/outcome'
import { tellProgress } from '#lib/progress'
import { refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { entryOf, requireRecovery } from './commands'
import { mailboxConditions, mailboxFrom, mailboxId } from './filter'
import { importedHash } from './imported-hash'
import { mailboxesById } from './queries'
import { createMailboxInput, type MailboxFilter, type MailboxView, mailboxFilter } from './schema'

const columns: Record<string, (row: MailboxView) => string | number | boolean | null | string[]> = {
  address: (row) => row.address,
  displayName: (row) => row.displayName,
  quotaBytes: (row) => row.quotaBytes,
  enabled: (row) => row.enabled,
  imap: (row) => row.imap,
  pop3: (row) => row.pop3,
  submission: (row) => row.submission,
  sieve: (row) => row.sieve,
  forwards: (row) => row.forwards,
  forwardKeepCopy: (row) => row.forwardKeepCopy,
  recoveryAddress: (row) => row.recoveryAddress,
  note: (row) => row.note,
  tags: (row) => row.tags.join(', '),
}
export const mailboxCsvColumns = {
  required: ['address'],
  optional: [...Object.keys(columns).slice(1), 'password', 'passwordHash'],
} as const

export async function* exportMailboxes(actor: Actor, filter: MailboxFilter = {}): AsyncGenerator<string> {
  requirePermission(actor, 'mailbox.read')
  const where = everyCondition(await mailboxConditions(actor, db(), requireValid(mailboxFilter, filter)))
  const sort = { name: 'address', expression: Prisma.sql`m.address`, cast: 'text', unique: true } as const
  const list: List = { from: mailboxFrom, id: mailboxId, where, sort, descending: false }
  async function* parts() {
    for await (const ids of idsInParts(db(), list)) yield await mailboxesById(ids)
  }
  yield* writeCsv(columns, parts())
}

const lineInput = createMailboxInput.extend({ passwordHash: importedHash.optional() })
type Line = z.output<typeof lineInput>

/** All lines or none. `dryRun`: none, but every mistake that the import would find. */
export function importMailboxes(actor: Actor, csv: string, { dryRun }: { dryRun: boolean }): Promise<Outcome<CsvReport>> {
  return asOutcome(async () => {
    requirePermission(actor, 'mailbox.write')
    const lines = readCsv(csv, mailboxCsvColumns)
    const { read, mistakes } = await validateLines(lineInput, lines)
    mistakes.push(...repeatedAddresses(read), ...read.flatMap(lineMistakes))
    // Hashing is slow on purpose: not for a file that will not be saved anyway.
    const secrets = await secretsOf(read, dryRun || mistakes.length > 0)
    try {
      const via: Actor = actor.kind === 'administrator' ? { ...actor, via: 'csv' } : actor
      return await recordChange(via, 'mailbox.write', (tx) => insertLines(actor, tx, read, secrets, mistakes, dryRun))
    } catch (error) {
      if (error instanceof LeavesNothing) return { revision: null, value: reportOf(lines.length, 0, error.mistakes) }
      throw error
    }
  })
}

function lineMistakes({ line, value }: Read<Line>): CsvMistake[] {
  const { password, passwordHash, address, recoveryAddress } = value
  const refusals = [...requireRecovery(address, recoveryAddress)]
  if (password !== null && passwordHash) refusals.push(refusal('password_and_hash', 'passwordHash'))
  const weak = password === null ? [] : passwordRefusals(password, [address])
  return [...refusals, ...weak].map((one) => mistakeOf(line, one))
}

const hashesAtOnce = 4
/** Stands for a hash where nothing will be saved. */
const unsavedHash = '{SHA512-CRYPT}unsaved'

type Secrets = { hashes: Map<number, string>; generated: CsvReport['generatedPasswords'] }

async function secretsOf(read: readonly Read<Line>[], unsaved: boolean): Promise<Secrets> {
  const hashes = new Map<number, string>()
  const generated: CsvReport['generatedPasswords'] = []
  const queue = read.values()
  const worker = async () => {
    for (const { line, value } of queue) {
      const made = value.password === null && !value.passwordHash ? generatedPassword() : null
      if (made !== null && !unsaved) generated.push({ address: value.address, password: made })
      hashes.set(line, value.passwordHash ?? (unsaved ? unsavedHash : await hashMailboxPassword(value.password ?? made ?? '')))
      if (!value.passwordHash && !unsaved) await tellProgress('securing', hashes.size, read.length)
    }
  }
  await Promise.all(Array.from({ length: hashesAtOnce }, worker))
  return { hashes, generated }
}

async function insertLines(
  actor: Actor,
  tx: Tx,
  read: readonly Read<Line>[],
  { hashes, generated }: Secrets,
  before: readonly CsvMistake[],
  dryRun: boolean,
): Promise<Recorded<CsvReport>> {
  const mistakes = [...before]
  if (read.some(({ value }) => value.forwards.length > 0)) await lockGraph(tx)
  const mailboxes = await rowsOf(actor, tx, read, hashes, mistakes)
  const lineOf = new Map(read.map(({ line, value }) => [value.address, line]))
  const at = (address: string) => lineOf.get(address) ?? 0
  const unique = [...new Map(mailboxes.map((mailbox) => [mailbox.address, mailbox])).values()]
  const { taken, refusals, archiving } = await insertMailboxes(actor, tx, unique)
  for (const one of taken)
    mistakes.push(mistakeOf(at(one.wanted.address), refusal(takenCode(one), 'address', { address: one.wanted.address })))
  for (const address of archiving) mistakes.push(mistakeOf(at(address), refusal('mailbox_being_archived', 'address', { address })))
  // A limit concerns no single line.
  mistakes.push(...refusals.map((one) => mistakeOf(0, { ...one, field: null })))
  const forwarding = unique.filter((mailbox) => mailbox.forwards.length > 0).map((mailbox) => mailbox.address)
  if (forwarding.length > 0 && taken.length + refusals.length + archiving.length === 0) {
    const loops = await findLoops(actor, tx, forwarding, 'forwards')
    mistakes.push(...loops.refusals.map((one) => mistakeOf(at(String(one.values?.address ?? '')), one)))
  }
  if (mistakes.length > 0 || dryRun) throw new LeavesNothing(mistakes)
  const entries = unique.map((mailbox) => {
    const { id, domainId: _domainId, passwordHash: _hash, ...after } = mailbox
    return { ...entryOf('create', id, mailbox.address, domainOf(mailbox.address)), after }
  })
  const domains = [...new Set(unique.map((mailbox) => domainOf(mailbox.address)))]
  return { value: reportOf(read.length, read.length, [], generated), entries, domains }
}

async function rowsOf(
  actor: Actor,
  tx: Tx,
  read: readonly Read<Line>[],
  hashes: Map<number, string>,
  mistakes: CsvMistake[],
): Promise<NewMailbox[]> {
  const names = [...new Set(read.map(({ value }) => domainOf(value.address)))]
  const domains = new Map((await findOwnDomains(actor, tx, names)).map((domain) => [domain.name, domain]))
  const rows: NewMailbox[] = []
  for (const { line, value } of read) {
    const name = domainOf(value.address)
    const domain = domains.get(name)
    if (domain?.kind !== 'hosted') {
      mistakes.push(mistakeOf(line, refusal(domain ? 'domain_not_hosted' : 'domain_unknown', 'address', { domain: name })))
      continue
    }
    const quotaBytes = value.quotaBytes ?? Number(domain.defaultQuotaBytes)
    mistakes.push(...quotaRefusals(domain, quotaBytes).map((one) => mistakeOf(line, one)))
    const { password: _password, passwordHash: _hash, ...fields } = value
    const forwards = value.forwards.length > 0 ? await canonicalAddresses(tx, value.forwards) : []
    rows.push({
      ...fields,
      id: uuid7(),
      domainId: domain.id,
      localPart: localPartOf(value.address),
      passwordHash: hashes.get(line) ?? '',
      quotaBytes,
      forwards,
    })
  }
  return rows
}
