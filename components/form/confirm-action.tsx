'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ButtonProps } from '#components/ui/button'
import { ConfirmButton } from '#components/ui/confirm-button'
import { type FormAction, idleState } from '#lib/web/action-state'
import { toast } from '../ui/toast-store'
import { useErrorSentence } from './use-error-sentence'

interface ConfirmActionProps extends Pick<ButtonProps, 'look' | 'size' | 'icon'> {
  action: FormAction
  target: { id: string; version: number }
  label: string
  title: string
  description: string
  confirmLabel: string
  danger?: boolean
  nameToType?: string
  savedText: string
  children?: ReactNode
}

/** One action on one thing, asked for first. What came of it is said in passing, for the row itself shows it. */
export function ConfirmAction({ action, target, savedText, ...button }: ConfirmActionProps) {
  const t = useTranslations('form')
  const router = useRouter()
  const sentence = useErrorSentence()

  const confirm = async () => {
    const form = new FormData()
    form.set('$id', target.id)
    form.set('$version', String(target.version))
    const state = await action(idleState, form)
    if (state.status === 'saved') {
      toast({ tone: 'good', title: savedText })
      router.refresh()
      return
    }
    const why = state.failure
      ? sentence('failure', state.failure.code)
      : state.refusals.map(({ code, values }) => sentence('refusal', code, values)).join(' ')
    toast({ tone: 'bad', title: t('failed'), detail: why })
  }
  return <ConfirmButton {...button} onConfirm={confirm} />
}
