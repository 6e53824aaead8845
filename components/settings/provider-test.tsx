'use client'

import { PlugZap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'
import { Status } from '#components/ui/status'
import { type ProviderCheck, providerCheck } from '#lib/oidc/schema'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'

const tones = { good: 'good', bad: 'bad', unknown: 'off' } as const
const words = { good: 'stateGood', bad: 'stateBad', unknown: 'stateUnknown' } as const

/** Asks the provider as it is saved, and says line by line what works and what to do. */
export function ProviderTest({ action }: { action: FormAction }) {
  const t = useTranslations('settings.provider')
  const sentence = useErrorSentence()
  const [state, setState] = useState<ActionState>(idleState)
  const [pending, startTransition] = useTransition()
  const test = () => startTransition(async () => setState(await action(idleState, new FormData())))
  const checks = state.status === 'saved' ? providerCheck.array().safeParse(state.value).data : undefined
  const problem =
    state.status === 'failed'
      ? sentence('failure', state.failure?.code ?? 'internal')
      : state.refusals.map(({ code, values }) => sentence('refusal', code, values)).join(' ')
  return (
    <Card
      title={t('test')}
      sub={t('testSub')}
      actions={
        <Button icon={<PlugZap aria-hidden />} pending={pending} onClick={test}>
          {t('test')}
        </Button>
      }
    >
      <div aria-live="polite">
        {problem && <Banner tone="bad" title={problem} />}
        {checks && <Checks checks={checks} />}
      </div>
    </Card>
  )
}

function Checks({ checks }: { checks: readonly ProviderCheck[] }) {
  const t = useTranslations('settings.provider')
  return (
    <ul aria-label={t('testTitle')} className="flex flex-col gap-2.5">
      {checks.map(({ code, state, values }) => (
        <li key={code} className="flex flex-wrap gap-x-3 gap-y-1 sm:flex-nowrap">
          <span className="w-24 shrink-0">
            <Status tone={tones[state]}>{t(words[state])}</Status>
          </span>
          <span className="wrap-anywhere min-w-0">{t(`check.${code as 'clock'}`, values)}</span>
        </li>
      ))}
    </ul>
  )
}
