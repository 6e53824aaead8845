'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { toast } from '#components/ui/toast-store'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'

interface Hearing {
  /** Hears every answer. */
  settled?: (state: ActionState) => void
  /** A refusal is for `settled` to show. */
  quiet?: boolean
  /** Takes it back; offered beside what is said of it. */
  undo?: () => void
}

/** Saves at once what was changed in a list, and says whether the mail host has it already. */
export function useSave(action: FormAction) {
  const t = useTranslations('rules.saved')
  const router = useRouter()
  const sentence = useErrorSentence()
  const [pending, startTransition] = useTransition()

  const save = (fields: Readonly<Record<string, string>>, { settled, quiet = false, undo }: Hearing = {}) =>
    startTransition(async () => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      const state = await action(idleState, form)
      const problem = problemOf(state, sentence)
      if (problem === null) {
        const title = state.revision === null ? t('nothing') : isApplied(state) ? t('inForce') : t('soon')
        toast({ tone: 'good', title, undo: undo && { label: t('undo'), run: undo } })
        router.refresh()
      } else if (!quiet || state.status === 'failed') toast({ tone: 'bad', title: problem })
      settled?.(state)
    })
  return { pending, save }
}

export function isApplied({ value }: ActionState): boolean {
  return typeof value === 'object' && value !== null && 'applied' in value && value.applied === true
}

function problemOf(state: ActionState, sentence: ReturnType<typeof useErrorSentence>): string | null {
  if (state.status === 'failed') return sentence('failure', state.failure?.code ?? 'internal')
  return state.status === 'refused' ? state.refusals.map(({ code, values }) => sentence('refusal', code, values)).join(' ') : null
}
