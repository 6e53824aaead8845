'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormPassword } from '#components/form/form-password'
import { useMailedLink } from '#components/form/use-mailed-link'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import { Spinner } from '#components/ui/spinner'
import type { GivenRole } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'

type Invited = { address: string; role: GivenRole }

interface AcceptInvitationProps {
  look: (token: string) => Promise<Invited | null>
  action: FormAction
}

/** Reads the token where only this browser sees it, says who is invited as what, and sets the password. */
export function AcceptInvitation({ look, action }: AcceptInvitationProps) {
  const t = useTranslations('people.accept')
  const role = useTranslations('shell.role')
  const [done, setDone] = useState(false)
  const link = useMailedLink(look)

  if (done) {
    return (
      <div className="flex flex-col gap-4">
        <Banner tone="good" title={t('doneTitle')}>
          {t('done')}
        </Banner>
        <LinkButton href="/sign-in" look="primary" wide>
          {t('signIn')}
        </LinkButton>
      </div>
    )
  }
  if (link === 'looking') {
    return (
      <p className="flex items-center gap-2 text-muted">
        <Spinner /> {t('looking')}
      </p>
    )
  }
  if (link === 'over') {
    return (
      <Banner tone="warn" title={t('overTitle')}>
        {t('over')}
      </Banner>
    )
  }
  const { address, token } = link
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">
        {t.rich('for', {
          role: role(link.role),
          address: () => (
            <span className="text-ink">
              <Address value={address} />
            </span>
          ),
        })}
      </p>
      <ActionForm action={action} labels={{ password: t('password') }} submitLabel={t('submit')} wide onSaved={() => setDone(true)}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="username" autoComplete="username" value={address} readOnly />
        <FormPassword name="password" label={t('password')} help={t('help')} known={[address]} />
      </ActionForm>
    </div>
  )
}
