'use client'

import { Inbox, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { Button } from '#components/ui/button'
import { LinkButton } from '#components/ui/link-button'
import type { ActionState, FormAction } from '#lib/web/action-state'
import { GeneratedPassword } from './generated-password'

interface MailboxCreateFormProps {
  action: FormAction
  initial: Record<string, unknown>
  labels: Record<string, string>
  cancelHref: string
  children: ReactNode
}

interface Made {
  readonly id: string
  readonly address: string
  readonly password: string
}

/** After a password was made the person stays until it is handed over; otherwise the way goes on to the mailbox. */
export function MailboxCreateForm({ action, initial, labels, cancelHref, children }: MailboxCreateFormProps) {
  const t = useTranslations('mailboxes')
  const [made, setMade] = useState<Made | null>(null)
  if (made) {
    return (
      <GeneratedPassword
        title={t('new.readyTitle', { address: made.address })}
        password={made.password}
        address={made.address}
        explain={t('new.passwordOnce')}
      >
        <LinkButton look="primary" icon={<Inbox aria-hidden />} href={`/mailboxes/${made.id}`}>
          {t('new.open')}
        </LinkButton>
        <Button icon={<Plus aria-hidden />} onClick={() => setMade(null)}>
          {t('new.another')}
        </Button>
      </GeneratedPassword>
    )
  }
  return (
    <ActionForm
      action={action}
      initial={initial}
      labels={labels}
      submitLabel={t('new.submit')}
      savedText={t('new.saved')}
      doneHref={(state) => (madeIn(state) ? null : '/mailboxes/{id}')}
      cancelHref={cancelHref}
      onSaved={(state) => setMade(madeIn(state))}
    >
      {children}
    </ActionForm>
  )
}

function madeIn({ value }: ActionState): Made | null {
  if (typeof value !== 'object' || value === null) return null
  const [id, address, password] = ['id', 'unicodeAddress', 'generatedPassword'].map((name): unknown => Reflect.get(value, name))
  return typeof id === 'string' && typeof address === 'string' && typeof password === 'string' ? { id, address, password } : null
}
