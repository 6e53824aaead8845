'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormPassword } from '#components/form/form-password'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import { Spinner } from '#components/ui/spinner'
import type { GivenRole } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'

type Invited = { address: string; role: GivenRole }
type State = 'looking' | 'over' | 'done' | (Invited & { token: string })

interface AcceptInvitationProps {
  look: (token: string) => Promise<Invited | null>
  action: FormAction
}

/** Reads the token where only this browser sees it, says who is invited as what, and sets the password. */
export function AcceptInvitation({ look, action }: AcceptInvitationProps) {
  const t = useTranslations('people.accept')
  const role = useTranslations('shell.role')
  const [state, setState] = useState<State>('looking')

  useEffect(() => {
    const token = window.location.hash.slice(1)
    const ask = async () => {
      const found = token === '' ? null : await look(token)
      // Asked again when the page is renewed, which must not undo what was typed or done since.
      setState((before) => (before === 'looking' ? (found ? { ...found, token } : 'over') : before))
    }
    void ask()
  }, [look])

  if (state === 'looking') {
    return (
      <p className="flex items-center gap-2 text-muted">
        <Spinner /> {t('looking')}
      </p>
    )
  }
  if (state === 'over') {
    return (
      <Banner tone="warn" title={t('overTitle')}>
        {t('over')}
      </Banner>
    )
  }
  if (state === 'done') {
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
  const { address, token } = state
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">
        {t.rich('for', {
          role: role(state.role),
          address: () => (
            <span className="text-ink">
              <Address value={address} />
            </span>
          ),
        })}
      </p>
      <ActionForm action={action} labels={{ password: t('password') }} submitLabel={t('submit')} wide onSaved={() => setState('done')}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="username" autoComplete="username" value={address} readOnly />
        <FormPassword name="password" label={t('password')} help={t('help')} known={[address]} />
      </ActionForm>
    </div>
  )
}
