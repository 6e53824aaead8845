'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormSelect } from '#components/form/form-select'
import { FormText } from '#components/form/form-text'
import { LinkButton } from '#components/ui/link-button'
import { localeNames, locales } from '#lib/i18n/locales'
import type { GivenRole } from '#lib/people/schema'
import type { ActionState, FormAction } from '#lib/web/action-state'
import { InvitationLink } from './invitation-link'
import { RoleFields } from './role-fields'

type Made = { id: string; address: string; link: string }

interface InviteFormProps {
  action: FormAction
  roles: readonly GivenRole[]
  /** Whether the link goes by mail. */
  mails: boolean
}

/** Who is invited gets the link by mail; where none can be sent, whoever invites hands it over. */
export function InviteForm({ action, roles, mails }: InviteFormProps) {
  const t = useTranslations('people')
  const [made, setMade] = useState<Made | null>(null)
  if (made) {
    return (
      <div className="flex flex-col gap-5">
        <InvitationLink address={made.address} link={made.link} />
        <div>
          <LinkButton href={`/people/${made.id}`} look="primary">
            {t('invite.open')}
          </LinkButton>
        </div>
      </div>
    )
  }
  return (
    <ActionForm
      action={action}
      initial={{ role: roles[0], locale: '' }}
      labels={{
        address: t('field.address'),
        name: t('field.name'),
        locale: t('field.locale'),
        role: t('field.role'),
        domains: t('field.domains'),
        mailboxesMax: t('field.mailboxesMax'),
        quotaMaxBytes: t('field.quotaMaxBytes'),
      }}
      submitLabel={t(mails ? 'invite.submit' : 'invite.makeLink')}
      savedText={mails ? t('invite.sent') : t('invite.made')}
      doneHref={(state) => (madeIn(state) ? null : '/people/{id}')}
      cancelHref="/people"
      onSaved={(state) => setMade(madeIn(state))}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormText
          name="address"
          label={t('field.address')}
          help={t('help.address')}
          type="email"
          mono
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <FormText name="name" label={t('field.name')} help={t('help.name')} maxLength={100} autoComplete="off" />
      </div>
      <RoleFields roles={roles} />
      <FormSelect
        name="locale"
        label={t('field.locale')}
        help={t('help.locale')}
        options={[{ value: '', label: t('anyLocale') }, ...locales.map((value) => ({ value, label: localeNames[value] }))]}
      />
    </ActionForm>
  )
}

function madeIn({ value }: ActionState): Made | null {
  if (typeof value !== 'object' || value === null) return null
  const [id, address, link]: unknown[] = ['id', 'address', 'link'].map((name) => Reflect.get(value, name))
  return typeof id === 'string' && typeof address === 'string' && typeof link === 'string' ? { id, address, link } : null
}
