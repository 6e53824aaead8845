'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { CopyButton } from '#components/ui/copy-button'
import type { FormAction } from '#lib/web/action-state'
import { type AppSetupValue, codesOf, savedValue } from './answer'
import { ConfirmFields } from './confirm-fields'
import { QrImage } from './qr-image'

export interface AppActions {
  readonly setUpApp: FormAction
  readonly enableApp: FormAction
}

interface AppSetupProps {
  actions: AppActions
  address: string
  onDone: (codes: readonly string[]) => void
}

/** The password again, then the secret for the app to read, then a code that proves that it did. */
export function AppSetup({ actions, address, onDone }: AppSetupProps) {
  const t = useTranslations('security.app')
  const form = useTranslations('security')
  const [begun, setBegun] = useState<AppSetupValue | null>(null)
  if (begun === null)
    return (
      <ActionForm
        key="password"
        action={actions.setUpApp}
        labels={{ currentPassword: form('currentPassword') }}
        submitLabel={t('begin')}
        onSaved={(state) => setBegun(savedValue<AppSetupValue>(state))}
      >
        <ConfirmFields address={address} />
      </ActionForm>
    )
  return (
    <ActionForm
      key="code"
      action={actions.enableApp}
      labels={{ code: t('code') }}
      submitLabel={t('enable')}
      onSaved={(state) => onDone(codesOf(state))}
    >
      <input type="hidden" name="setup" value={begun.setup} />
      <div className="flex flex-wrap items-center gap-5">
        <QrImage {...begun.qr} label={t('qr')} />
        <div className="min-w-0 flex-1 basis-52">
          <p>{t('scan')}</p>
          <p className="mt-3 text-muted text-sm">{t('byHand')}</p>
          <p className="mt-1 flex items-center gap-1.5">
            <code className="min-w-0 select-all break-all font-mono text-sm">{begun.secret.replace(/.{4}(?=.)/g, '$& ')}</code>
            <CopyButton bare value={begun.secret} label={t('copySecret')} />
          </p>
        </div>
      </div>
      <FormText
        name="code"
        label={t('code')}
        help={t('codeHelp')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        mono
        autoFocus
      />
    </ActionForm>
  )
}
