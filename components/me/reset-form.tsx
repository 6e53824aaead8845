'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormPassword } from '#components/form/form-password'
import { FormSwitch } from '#components/form/form-switch'
import { useMailedLink } from '#components/form/use-mailed-link'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import { Spinner } from '#components/ui/spinner'
import type { ActionState, FormAction } from '#lib/web/action-state'

type LinkFor = { address: string; isFirst: boolean }

interface ResetFormProps {
  look: (token: string) => Promise<LinkFor | null>
  action: FormAction
}

/** Reads the token where only this browser sees it, asks whose link it is, and sets the password. */
export function ResetForm({ look, action }: ResetFormProps) {
  const t = useTranslations('me.reset')
  const own = useTranslations('me.password')
  const [done, setDone] = useState<{ applied: boolean } | null>(null)
  const link = useMailedLink(look)

  if (done) return <Done applied={done.applied} />
  if (link === 'looking') {
    return (
      <p className="flex items-center gap-2 text-muted">
        <Spinner /> {t('looking')}
      </p>
    )
  }
  if (link === 'over') return <Over />
  const { address, isFirst, token } = link
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">
        {t('for')}{' '}
        <span className="text-ink">
          <Address value={address} />
        </span>
      </p>
      <ActionForm
        action={action}
        labels={{ password: t('password'), revokeAppPasswords: own('revoke') }}
        submitLabel={isFirst ? t('first') : t('submit')}
        wide
        onSaved={(saved) => setDone({ applied: isApplied(saved) })}
      >
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="username" autoComplete="username" value={address} readOnly />
        <FormPassword name="password" label={t('password')} help={t('help')} known={[address]} />
        {!isFirst && <FormSwitch name="revokeAppPasswords" label={own('revoke')} help={own('revokeHelp')} />}
      </ActionForm>
      {!isFirst && <p className="text-muted text-sm">{t('ends')}</p>}
    </div>
  )
}

function Over() {
  const t = useTranslations('me.reset')
  return (
    <div className="flex flex-col gap-4">
      <Banner tone="warn" title={t('overTitle')}>
        {t('over')}
      </Banner>
      <LinkButton href="/forgot" look="primary" wide>
        {t('again')}
      </LinkButton>
    </div>
  )
}

function Done({ applied }: { applied: boolean }) {
  const t = useTranslations('me.reset')
  return (
    <div className="flex flex-col gap-4">
      <Banner tone={applied ? 'good' : 'info'} title={t('doneTitle')}>
        {applied ? t('done') : t('doneSoon')}
      </Banner>
      <LinkButton href="/me/sign-in" look="primary" wide>
        {t('signIn')}
      </LinkButton>
    </div>
  )
}

const isApplied = ({ value }: ActionState): boolean =>
  typeof value === 'object' && value !== null && 'applied' in value && value.applied === true
