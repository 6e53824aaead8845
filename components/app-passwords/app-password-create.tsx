'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormInstant } from '#components/form/form-instant'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { ConfirmFields } from '#components/security/confirm-fields'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import { Fieldset } from '#components/ui/fieldset'
import type { FormAction } from '#lib/web/action-state'
import { AppPasswordMade, type MadeAppPassword } from './app-password-made'

const protocols = ['imap', 'submission', 'pop3', 'sieve'] as const
const usual = { imap: true, submission: true, pop3: false, sieve: false }

interface AppPasswordCreateProps {
  action: FormAction
  /** The mailbox, which is what is typed as user name. */
  address: string
  /** For somebody else; else the person types the password of the mailbox first. */
  mailboxId?: string
}

/** Asks what it is for, then shows the password that one time. */
export function AppPasswordCreate({ action, address, mailboxId }: AppPasswordCreateProps) {
  const t = useTranslations('appPasswords')
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<MadeAppPassword | null>(null)
  const labels = useLabels()
  const close = () => {
    setOpen(false)
    setMade(null)
  }
  return (
    <>
      <Button look="primary" icon={<Plus aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('create')}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        size="medium"
        title={made ? t('madeTitle', { name: made.name }) : t('create')}
        description={made ? t('made') : t('createSub')}
      >
        {made ? (
          <AppPasswordMade made={made} address={address} onDone={close} />
        ) : (
          <ActionForm
            action={action}
            target={mailboxId === undefined ? undefined : { id: mailboxId, version: 0 }}
            initial={usual}
            labels={labels}
            submitLabel={t('submit')}
            onSaved={({ value }) => setMade(value as MadeAppPassword)}
          >
            <Fields />
            {mailboxId === undefined && <ConfirmFields address={address} />}
          </ActionForm>
        )}
      </Dialog>
    </>
  )
}

function useLabels(): Record<string, string> {
  const t = useTranslations('appPasswords')
  const security = useTranslations('security')
  const named = Object.fromEntries(protocols.map((protocol) => [protocol, t(`protocol.${protocol}`)]))
  return { ...named, name: t('name'), expiresAt: t('expiresAt'), networks: t('networks'), currentPassword: security('currentPassword') }
}

function Fields() {
  const t = useTranslations('appPasswords')
  const ui = useTranslations('ui')
  return (
    <>
      <FormText
        name="name"
        label={t('name')}
        help={t('nameHelp')}
        placeholder={t('namePlaceholder')}
        maxLength={60}
        autoComplete="off"
        autoFocus
      />
      <Fieldset legend={t('use')}>
        <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
          {protocols.map((protocol) => (
            <FormSwitch key={protocol} name={protocol} label={t(`protocol.${protocol}`)} />
          ))}
        </div>
      </Fieldset>
      <Fieldset legend={t('limits')}>
        <FormInstant name="expiresAt" label={t('expiresAt')} help={t('expiresHelp')} aside={ui('optional')} />
        <FormTextarea name="networks" label={t('networks')} help={t('networksHelp')} rows={2} mono />
      </Fieldset>
    </>
  )
}
