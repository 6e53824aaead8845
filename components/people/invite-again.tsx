'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { Dialog } from '#components/ui/dialog'
import type { FormAction } from '#lib/web/action-state'
import { InvitationLink } from './invitation-link'

interface InviteAgainProps {
  person: { id: string; address: string; version: number }
  action: FormAction
}

/** Sends the invitation once more, or shows its link where none can be sent. */
export function InviteAgain({ person, action }: InviteAgainProps) {
  const t = useTranslations('people.invite')
  const [link, setLink] = useState<string | null>(null)
  return (
    <>
      <ActionForm
        action={action}
        target={person}
        labels={{}}
        submitLabel={t('again')}
        small
        savedText={t('againDone')}
        onSaved={({ value }) => setLink(linkIn(value))}
      />
      <Dialog open={link !== null} onClose={() => setLink(null)} title={t('again')} size="medium">
        {link && <InvitationLink address={person.address} link={link} />}
      </Dialog>
    </>
  )
}

function linkIn(value: unknown): string | null {
  const link: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'link') : null
  return typeof link === 'string' ? link : null
}
