'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormRows } from '#components/form/form-rows'
import { FormSelect } from '#components/form/form-select'
import { FormText } from '#components/form/form-text'
import { RadioGroup } from '#components/ui/radio-group'
import type { FormAction } from '#lib/web/action-state'
import { type MadeToken, TokenMade } from './token-made'
import { TokenPermissions } from './token-permissions'

interface TokenFormProps {
  action: FormAction
  publicUrl: string
  /** What may be given at all. */
  permissions: readonly string[]
  ends: readonly { readonly value: string; readonly label: string }[]
}

const presets = ['read', 'mailboxes', 'chosen', 'everything'] as const
type Preset = (typeof presets)[number]
const ofMailboxes = ['domain.read', 'mailbox.read', 'mailbox.write']

/** What the token is held to, from the narrowest; then the token, in clear, that one time. */
export function TokenForm({ action, publicUrl, permissions, ends }: TokenFormProps) {
  const t = useTranslations('settings.tokens')
  const router = useRouter()
  const [preset, setPreset] = useState<Preset>('read')
  const [made, setMade] = useState<MadeToken | null>(null)
  if (made) {
    return (
      <div className="flex flex-col gap-3" role="status">
        <p className="font-medium">{t('madeTitle', { name: made.name })}</p>
        <p className="text-muted">{t('made')}</p>
        <TokenMade made={made} publicUrl={publicUrl} onDone={() => router.push('/settings/tokens')} />
      </div>
    )
  }
  const labels = {
    name: t('name'),
    access: t('presetLegend'),
    permissions: t('permissions'),
    domains: t('domains'),
    networks: t('networks'),
    expiresAt: t('expiry'),
  }
  return (
    <ActionForm
      action={action}
      labels={labels}
      submitLabel={t('submit')}
      initial={{ expiresAt: ends[0]?.value ?? '' }}
      cancelHref="/settings/tokens"
      onSaved={({ value }) => setMade(madeFrom(value))}
    >
      <FormText name="name" label={t('name')} help={t('nameHelp')} placeholder={t('namePlaceholder')} maxLength={100} autoComplete="off" />
      <div id="field-access" onChange={(event) => setPreset(presetOf(event.target))}>
        <RadioGroup
          name="preset"
          legend={t('presetLegend')}
          defaultValue={preset}
          options={presets
            .filter((value) => value !== 'mailboxes' || permissions.includes('mailbox.write'))
            .map((value) => ({ value, label: t(`preset.${value}`), help: t(`presetHelp.${value}`) }))}
        />
      </div>
      <input type="hidden" name="access" value={preset === 'mailboxes' ? 'chosen' : preset} />
      {preset === 'mailboxes' && ofMailboxes.map((one) => <input key={one} type="hidden" name="permissions" value={one} />)}
      {preset === 'chosen' && <TokenPermissions permissions={permissions} />}
      {preset === 'mailboxes' ? (
        <FormText name="domains" label={t('domain')} placeholder="example.org" autoComplete="off" required mono />
      ) : (
        <FormRows name="domains" label={t('domains')} help={t('domainsHelp')} placeholder="example.org" />
      )}
      <FormRows name="networks" label={t('networks')} help={t('networksHelp')} placeholder="192.0.2.0/24" />
      <div className="max-w-56">
        <FormSelect name="expiresAt" label={t('expiry')} options={ends} />
      </div>
    </ActionForm>
  )
}

const presetOf = (target: EventTarget): Preset =>
  presets.find((preset) => target instanceof HTMLInputElement && target.value === preset) ?? 'read'

function madeFrom(value: unknown): MadeToken | null {
  if (typeof value !== 'object' || value === null) return null
  const [name, token]: unknown[] = [Reflect.get(value, 'name'), Reflect.get(value, 'token')]
  return typeof name === 'string' && typeof token === 'string' ? { name, token } : null
}
