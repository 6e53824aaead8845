// The owner's settings of the watched mailbox, in a row of their own: the version is the lock of its page. How the last reading went is in a row beside it,
// which is nobody's change.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict, lockSetting } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { seal, unseal } from '#lib/sealing'
import { requireValid } from '#lib/valid'
import {
  type InboxSettings,
  type InboxState,
  type InboxView,
  inboxSettings,
  inboxState,
  type MadeForInbox,
  madeForInbox,
  type UpdateInboxInput,
  updateInboxInput,
} from './inbox-schema'

const key = 'report-inbox'
const stateKey = 'report-inbox-state'

type Stored = { values: InboxSettings; passwordSealed: string | null; made: MadeForInbox | null; version: number }

export async function readInboxSettings(tx: Pick<Tx, 'setting'> = db()): Promise<Stored> {
  const row = await tx.setting.findUnique({ where: { key } })
  const value = (row?.value ?? {}) as { passwordSealed?: unknown; made?: unknown }
  const passwordSealed = typeof value.passwordSealed === 'string' ? value.passwordSealed : null
  return {
    values: inboxSettings.parse(value),
    passwordSealed,
    made: madeForInbox.safeParse(value.made).data ?? null,
    version: row?.version ?? 0,
  }
}

export const inboxPasswordOf = ({ passwordSealed }: Stored): string | null => (passwordSealed === null ? null : unseal(passwordSealed, key))

export async function getInbox(actor: Actor): Promise<InboxView> {
  requirePermission(actor, 'settings.read')
  return viewOf(await readInboxSettings())
}

/** `made`: whose the password is, where the panel made it for itself. */
export function updateInbox(
  actor: Actor,
  version: number,
  input: UpdateInboxInput,
  made: MadeForInbox | null = null,
): Promise<Outcome<InboxView>> {
  return asOutcome(async () => {
    const { password, ...wanted } = requireValid(updateInboxInput, input)
    return recordChange(actor, 'settings.write', async (tx) => {
      await lockSetting(tx, key)
      const stored = await readInboxSettings(tx)
      if (stored.version !== version) await denyConflict(tx, key, stored.version - version, await viewOf(stored, tx))
      const changed = changedFields(stored.values, wanted)
      if (!changed && password === undefined) return { value: await viewOf(stored, tx), entries: [], domains: [] }
      const values = { ...stored.values, ...changed?.after }
      // A password is for the server that it was given for.
      const moved = values.host !== stored.values.host || values.user !== stored.values.user
      // How the reading of another mailbox went says nothing of this one.
      if (moved || values.folder !== stored.values.folder) await tx.setting.deleteMany({ where: { key: stateKey } })
      const passwordSealed = password ? seal(password, key) : password === null || moved ? null : stored.passwordSealed
      requireUsable(values, passwordSealed !== null)
      const madeNow = made ?? (passwordSealed !== null && passwordSealed === stored.passwordSealed ? stored.made : null)
      const saved = { values, passwordSealed, made: madeNow, version: version + 1 }
      await tx.setting.update({
        where: { key },
        data: {
          value: { ...values, ...(passwordSealed !== null && { passwordSealed }), ...(madeNow && { made: madeNow }) },
          version: saved.version,
        },
      })
      const after = { ...told(changed?.after), ...(passwordSealed !== stored.passwordSealed && { inboxPassword: '(changed)' }) }
      const entry = { action: 'settings.update', subjectKind: 'settings', subjectId: key, subjectName: 'report mailbox' }
      return { value: await viewOf(saved, tx), entries: [{ ...entry, before: told(changed?.before), after }], domains: [] }
    })
  })
}

function requireUsable({ enabled, host, user, folder, importedFolder, refusedFolder }: InboxSettings, hasPassword: boolean): void {
  if (enabled && host === '') deny('required', 'host')
  if (enabled && user === '') deny('required', 'user')
  if (enabled && !hasPassword) deny('required', 'password')
  // What was worked on would be worked on again.
  if (importedFolder === folder) deny('invalid_value', 'importedFolder')
  if (refusedFolder === folder) deny('invalid_value', 'refusedFolder')
}

const told = ({
  host,
  user,
  port,
  security,
  folder,
  importedFolder,
  refusedFolder,
  days,
  enabled,
  allowPrivate,
}: Partial<InboxSettings> = {}) =>
  Object.fromEntries(
    Object.entries({
      enabled,
      inboxAddress: host,
      user,
      port,
      security,
      folder,
      importedFolder,
      refusedFolder,
      reportDays: days,
      allowPrivate,
    }).filter(([, value]) => value !== undefined),
  )

export async function readInboxState(tx: Pick<Tx, 'setting'> = db()): Promise<InboxState> {
  const row = await tx.setting.findUnique({ where: { key: stateKey } })
  return inboxState.parse(row?.value ?? {})
}

export async function writeInboxState(state: InboxState): Promise<void> {
  await db().setting.upsert({ where: { key: stateKey }, create: { key: stateKey, value: state }, update: { value: state } })
}

async function viewOf({ values, passwordSealed, made, version }: Stored, tx?: Pick<Tx, 'setting'>): Promise<InboxView> {
  const state = await readInboxState(tx)
  return { ...values, hasPassword: passwordSealed !== null, ownMailbox: made?.mailboxId ?? null, version, state }
}
