'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { MadePasswords } from '#components/csv/made-passwords'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'
import type { MadePassword } from '#lib/tasks/schema'
import { type FormAction, idleState } from '#lib/web/action-state'

interface TaskPasswordsProps {
  id: string
  /** "until tomorrow at 14:20", in words. */
  until: string
  take: FormAction
}

/** Generated passwords, fetched when the person asks and gone from the panel then. */
export function TaskPasswords({ id, until, take }: TaskPasswordsProps) {
  const t = useTranslations('tasks')
  const sentence = useErrorSentence()
  const [pending, startTransition] = useTransition()
  const [passwords, setPasswords] = useState<readonly MadePassword[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const show = () =>
    startTransition(async () => {
      const form = new FormData()
      form.set('$id', id)
      const state = await take(idleState, form)
      if (state.status === 'saved') setPasswords(state.value as readonly MadePassword[])
      else if (state.status === 'failed') setProblem(sentence('failure', state.failure?.code ?? 'internal'))
      else setProblem(state.refusals.map(({ code, values }) => sentence('refusal', code, values)).join(' '))
    })

  if (passwords) return <MadePasswords passwords={passwords} />
  return (
    <Card title={t('passwords')} sub={t('passwordsBody', { until })}>
      {problem ? (
        <Banner tone="bad" title={problem} />
      ) : (
        <Button look="primary" icon={<KeyRound aria-hidden />} pending={pending} onClick={show}>
          {t('showPasswords')}
        </Button>
      )}
    </Card>
  )
}
