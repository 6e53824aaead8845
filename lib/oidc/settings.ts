// The owner's settings of the sign-in provider, in a row of their own: the version is the lock of its page.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { providerKey } from '#lib/auth/password-sign-in'
import { requirePermission } from '#lib/auth/permissions'
import { changedFields, denyConflict, lockSetting } from '#lib/changes/edit'
import { type ChangeEntry, recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { env } from '#lib/env'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { seal, unseal } from '#lib/sealing'
import { requireValid } from '#lib/valid'
import { type ProviderSettings, type ProviderView, providerSettings, type UpdateProviderInput, updateProviderInput } from './schema'

type Stored = { values: ProviderSettings; secretSealed: string | null; version: number }

/** Where the provider sends people back; made from the configured public URL alone. */
export const redirectUri = (): string => new URL('/api/auth/oidc/callback', env('NEXTAUTH_URL')).href

export async function readProvider(tx: Pick<Tx, 'setting'> = db()): Promise<Stored> {
  const row = await tx.setting.findUnique({ where: { key: providerKey } })
  const value = (row?.value ?? {}) as { clientSecretSealed?: unknown }
  const secretSealed = typeof value.clientSecretSealed === 'string' ? value.clientSecretSealed : null
  return { values: providerSettings.parse(value), secretSealed, version: row?.version ?? 0 }
}

export const clientSecretOf = ({ secretSealed }: Stored): string | null =>
  secretSealed === null ? null : unseal(secretSealed, providerKey)

export async function getProvider(actor: Actor): Promise<ProviderView> {
  requirePermission(actor, 'settings.read')
  return viewOf(await readProvider())
}

/** What strangers see: the name on the button, null when there is none, and whether a password opens anything. */
export async function getProviderButton(): Promise<{ name: string | null; passwords: boolean }> {
  const { enabled, buttonName, issuer, passwordSignIn } = (await readProvider()).values
  return { name: enabled ? buttonName || new URL(issuer).hostname : null, passwords: !enabled || passwordSignIn !== 'nobody' }
}

export function updateProvider(actor: Actor, version: number, input: UpdateProviderInput): Promise<Outcome<ProviderView>> {
  return asOutcome(async () => {
    const { clientSecret, ...wanted } = requireValid(updateProviderInput, input)
    return recordChange(actor, 'settings.write', async (tx) => {
      const stored = await lockProvider(tx)
      if (stored.version !== version) await denyConflict(tx, providerKey, stored.version - version, viewOf(stored))
      const changed = changedFields(stored.values, wanted)
      if (!changed && clientSecret === undefined) return { value: viewOf(stored), entries: [], domains: [] }
      const values = { ...stored.values, ...wanted }
      requireUsable(values)
      const secretSealed = clientSecret === undefined ? stored.secretSealed : clientSecret && seal(clientSecret, providerKey)
      return save(
        tx,
        { values, secretSealed: secretSealed || null, version: version + 1 },
        {
          before: told(changed?.before),
          after: { ...told(changed?.after), ...(clientSecret !== undefined && { clientSecret: '(changed)' }) },
        },
      )
    })
  })
}

/** The way back in for who has the machine: passwords are good again, and the button is gone. */
export function turnProviderOff(actor: Actor): Promise<Outcome<ProviderView>> {
  return asOutcome(() =>
    recordChange(actor, 'settings.write', async (tx) => {
      const stored = await lockProvider(tx)
      if (!stored.values.enabled) return { value: viewOf(stored), entries: [], domains: [] }
      const values = { ...stored.values, enabled: false }
      return save(tx, { ...stored, values, version: stored.version + 1 }, { before: { enabled: true }, after: { enabled: false } })
    }),
  )
}

async function lockProvider(tx: Tx): Promise<Stored> {
  await lockSetting(tx, providerKey)
  return readProvider(tx)
}

async function save(tx: Tx, stored: Stored, changed: Pick<ChangeEntry, 'before' | 'after'>) {
  const value = { ...stored.values, ...(stored.secretSealed !== null && { clientSecretSealed: stored.secretSealed }) }
  await tx.setting.update({ where: { key: providerKey }, data: { value, version: stored.version } })
  const entry = { action: 'settings.update', subjectKind: 'settings', subjectId: providerKey, subjectName: 'sign-in provider', ...changed }
  return { value: viewOf(stored), entries: [entry], domains: [] }
}

function requireUsable({ enabled, issuer, clientId, scopes, allowPrivateNetwork }: ProviderSettings): void {
  if (!scopes.split(' ').includes('openid')) deny('scope_openid_missing', 'scopes')
  if (enabled && issuer === '') deny('required', 'issuer')
  if (enabled && clientId === '') deny('required', 'clientId')
  if (issuer.startsWith('http:') && !(allowPrivateNetwork && isLoopback(new URL(issuer).hostname))) deny('issuer_needs_https', 'issuer')
}

/** In the audit a group and its domains are one line. */
const told = ({ groupDomains, ...fields }: Partial<ProviderSettings> = {}) => ({
  ...fields,
  ...(groupDomains && { groupDomains: groupDomains.map(({ group, domains }) => `${group} = ${domains.join(', ')}`) }),
})

const isLoopback = (hostname: string): boolean => hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)

const viewOf = ({ values, secretSealed, version }: Stored): ProviderView => ({
  ...values,
  hasSecret: secretSealed !== null,
  redirectUri: redirectUri(),
  version,
})
