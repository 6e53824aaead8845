'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type SubmitEvent, startTransition, useActionState, useEffect, useRef, useState } from 'react'
import { FormProblems } from '#components/form/form-problems'
import { Button } from '#components/ui/button'
import { Input } from '#components/ui/input'
import { LinkButton } from '#components/ui/link-button'
import { toast } from '#components/ui/toast-store'
import type { ScriptContent } from '#lib/rules/schema'
import { type FormAction, idleState } from '#lib/web/action-state'
import { ScriptText } from './script-text'

interface ScriptEditorProps {
  /** null: a new one. */
  script: ScriptContent | null
  mailboxId: string
  action: FormAction
  listPath: string
}

/** A script as text. The mail host's own compiler reads it before it is stored; what it finds stands at its line. */
export function ScriptEditor({ script, mailboxId, action, listPath }: ScriptEditorProps) {
  const t = useTranslations('rules.scripts')
  const router = useRouter()
  const [state, dispatch, pending] = useActionState(action, idleState)
  const [text, setText] = useState(script?.text ?? '')
  const [name, setName] = useState(script?.name ?? '')
  const area = useRef<HTMLTextAreaElement>(null)
  const problems = state.refusals
    .filter(({ code }) => code === 'script_problem')
    .map(({ values }) => ({ line: Number(values?.line ?? 0), message: String(values?.message ?? '') }))
  const others = { ...state, refusals: state.refusals.filter(({ code }) => code !== 'script_problem') }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer counts
  useEffect(() => {
    if (state.status !== 'saved') return
    toast({ tone: 'good', title: t('stored') })
    router.push(listPath)
    router.refresh()
  }, [state])

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    if (!pending) startTransition(() => dispatch(form))
  }
  return (
    <form onSubmit={submit} action={dispatch} noValidate className="flex flex-col gap-5">
      <input type="hidden" name="$id" value={mailboxId} />
      <input type="hidden" name="digest" value={script?.digest ?? ''} />
      {(others.refusals.length > 0 || state.status === 'failed') && (
        <FormProblems state={others} labels={{ name: t('name'), text: t('text') }} />
      )}
      <div className="flex max-w-md flex-col gap-1.5">
        <label htmlFor="field-name" className="font-medium">
          {t('name')}
        </label>
        <Input
          id="field-name"
          name="name"
          mono
          value={name}
          readOnly={script !== null}
          maxLength={128}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <ScriptText value={text} onChange={setText} problems={problems} area={area} label={t('text')} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t('save')}
        </Button>
        <LinkButton href={listPath} look="quiet">
          {t('cancel')}
        </LinkButton>
      </div>
    </form>
  )
}
