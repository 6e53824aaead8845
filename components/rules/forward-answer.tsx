'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { useMailedLink } from '#components/form/use-mailed-link'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { Spinner } from '#components/ui/spinner'
import type { FormAction } from '#lib/web/action-state'

type Question = { address: string; target: string; forwardAll: boolean }

interface ForwardAnswerProps {
  look: (token: string) => Promise<Question | null>
  action: FormAction
}

/** Who asks, what for, and the two answers. The token is read where only this browser sees it. */
export function ForwardAnswer({ look, action }: ForwardAnswerProps) {
  const t = useTranslations('rules.answer')
  const [answered, setAnswered] = useState<'accept' | 'refuse' | null>(null)
  const link = useMailedLink(look)

  if (link === 'looking')
    return (
      <p className="flex items-center gap-2 text-muted">
        <Spinner /> {t('looking')}
      </p>
    )
  if (link === 'over')
    return (
      <Banner tone="warn" title={t('overTitle')}>
        {t('over')}
      </Banner>
    )
  const { address, target, forwardAll, token } = link
  if (answered)
    return (
      <Banner tone={answered === 'accept' ? 'good' : 'info'} title={t(answered === 'accept' ? 'acceptedTitle' : 'refusedTitle')}>
        {answered === 'accept' ? t('accepted', { address }) : t('refused')}
      </Banner>
    )
  return (
    <div className="flex flex-col gap-5">
      <p>
        <Address value={address} /> {t(forwardAll ? 'wantsAll' : 'wantsSome')} <Address value={target} />
      </p>
      <p className="text-muted">{t('explain')}</p>
      {(['accept', 'refuse'] as const).map((answer) => (
        <ActionForm
          key={answer}
          action={action}
          labels={{}}
          submitLabel={t(answer)}
          look={answer === 'accept' ? 'primary' : 'secondary'}
          wide
          onSaved={() => setAnswered(answer)}
        >
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="answer" value={answer} />
        </ActionForm>
      ))}
      <p className="text-muted text-sm">{t('refuseHelp')}</p>
    </div>
  )
}
