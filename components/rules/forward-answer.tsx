'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { Spinner } from '#components/ui/spinner'
import type { FormAction } from '#lib/web/action-state'

type Question = { address: string; target: string; forwardAll: boolean }
type State = 'looking' | 'over' | (Question & { token: string }) | { answer: 'accept' | 'refuse'; address: string }

interface ForwardAnswerProps {
  look: (token: string) => Promise<Question | null>
  action: FormAction
}

/** Who asks, what for, and the two answers. The token is read where only this browser sees it. */
export function ForwardAnswer({ look, action }: ForwardAnswerProps) {
  const t = useTranslations('rules.answer')
  const [state, setState] = useState<State>('looking')

  useEffect(() => {
    const token = window.location.hash.slice(1)
    const ask = async () => {
      const found = token === '' ? null : await look(token)
      setState((before) => (before === 'looking' ? (found ? { ...found, token } : 'over') : before))
    }
    void ask()
  }, [look])

  if (state === 'looking')
    return (
      <p className="flex items-center gap-2 text-muted">
        <Spinner /> {t('looking')}
      </p>
    )
  if (state === 'over')
    return (
      <Banner tone="warn" title={t('overTitle')}>
        {t('over')}
      </Banner>
    )
  if ('answer' in state)
    return (
      <Banner tone={state.answer === 'accept' ? 'good' : 'info'} title={t(state.answer === 'accept' ? 'acceptedTitle' : 'refusedTitle')}>
        {state.answer === 'accept' ? t('accepted', { address: state.address }) : t('refused')}
      </Banner>
    )
  const { address, target, forwardAll, token } = state
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
          onSaved={() => setState({ answer, address })}
        >
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="answer" value={answer} />
        </ActionForm>
      ))}
      <p className="text-muted text-sm">{t('refuseHelp')}</p>
    </div>
  )
}
