'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import { Spinner } from '#components/ui/spinner'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'
import { codesOf, savedValue } from './answer'
import { ConfirmFields } from './confirm-fields'

export interface PasskeyActions {
  readonly setUpPasskey: FormAction
  readonly addPasskey: FormAction
}

interface PasskeySetupProps {
  actions: PasskeyActions
  address: string
  onDone: (codes: readonly string[]) => void
}

type Options = Parameters<typeof import('./passkey-browser')['makePasskey']>[0]

/** A name and the password; then the browser makes the passkey and says itself what to do. */
export function PasskeySetup({ actions, address, onDone }: PasskeySetupProps) {
  const t = useTranslations('security')
  const sentence = useErrorSentence()
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()

  const make = (begun: ActionState) =>
    startTransition(async () => {
      setProblem(null)
      const options = savedValue<Options>(begun)
      const { makePasskey } = await import('./passkey-browser')
      const answer = options && (await makePasskey(options))
      if (!answer) return setProblem(t('passkeys.notMade'))
      const form = new FormData()
      form.set('name', String(begun.values.name))
      form.set('answer', answer)
      const added = await actions.addPasskey(idleState, form)
      if (added.status === 'saved') return onDone(codesOf(added))
      const [refusal] = added.refusals
      setProblem(refusal ? sentence('refusal', refusal.code, refusal.values) : sentence('failure', added.failure?.code ?? 'internal'))
    })

  return (
    <div className="flex flex-col gap-4">
      {problem && <Banner tone="bad" title={problem} />}
      {pending && (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner /> {t('passkeys.waiting')}
        </p>
      )}
      <ActionForm
        action={actions.setUpPasskey}
        labels={{ name: t('passkeys.name'), currentPassword: t('currentPassword') }}
        submitLabel={t('passkeys.make')}
        onSaved={make}
      >
        <FormText
          name="name"
          label={t('passkeys.name')}
          help={t('passkeys.nameHelp')}
          placeholder={t('passkeys.namePlaceholder')}
          maxLength={100}
          autoComplete="off"
        />
        <ConfirmFields address={address} />
      </ActionForm>
    </div>
  )
}
