'use client'

import { PlugZap } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { inboxTest } from '#lib/received-reports/inbox-schema'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'

/** Signs in to the mailbox as it is saved, and says what is wrong. */
export function InboxTest({ action }: { action: FormAction }) {
  const t = useTranslations('reports.inbox')
  const sentence = useErrorSentence()
  const [state, setState] = useState<ActionState>(idleState)
  const [pending, startTransition] = useTransition()
  const answer = state.status === 'saved' ? inboxTest.safeParse(state.value).data : undefined
  const failure = state.status === 'failed' ? sentence('failure', state.failure?.code ?? 'internal') : null
  return (
    <div className="flex flex-col items-start gap-3">
      <Button
        icon={<PlugZap aria-hidden />}
        pending={pending}
        onClick={() => startTransition(async () => setState(await action(idleState, new FormData())))}
      >
        {t('test')}
      </Button>
      <div aria-live="polite" className="w-full empty:hidden">
        {failure && <Banner tone="bad" title={failure} />}
        {answer?.problem && <Banner tone="bad" title={t(`problem.${answer.problem}`)} />}
        {answer?.problem === null && <Banner tone="good" title={t('tested')} />}
      </div>
    </div>
  )
}
