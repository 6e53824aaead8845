'use client'

import { useRouter } from 'next/navigation'
import { lazy, type ReactNode, Suspense, useState, useTransition } from 'react'
import { Button, type ButtonProps } from '#components/ui/button'
import { toast } from '#components/ui/toast-store'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'
import { useErrorSentence } from './use-error-sentence'

export interface ActConfirm {
  readonly title: string
  readonly description?: string
  /** The verb and its object: "Remove host". */
  readonly confirmLabel: string
  readonly danger?: boolean
  /** For what cannot be undone: the person types this before the button works. */
  readonly nameToType?: string
  /** The impact, in the words of the field and as lines of the files. */
  readonly body?: ReactNode
}

interface ActButtonProps extends Pick<ButtonProps, 'look' | 'size' | 'icon' | 'disabled'> {
  label: string
  action: FormAction
  /** What the action is told; `$id` and `$version` name the row. */
  fields: Readonly<Record<string, string>>
  confirm?: ActConfirm
  /** Said when it is done. */
  done?: string
  /** Where to go when it is done; otherwise the page is drawn again. */
  goTo?: string
}

// Fetched with the first question: most visits ask none.
const ActQuestion = lazy(() => import('./act-question').then((module) => ({ default: module.ActQuestion })))

/** One button, one command: asks first when it must, says what happened, and stays open with the reason when nothing did. */
export function ActButton({ label, action, fields, confirm, done, goTo, ...look }: ActButtonProps) {
  const router = useRouter()
  const sentence = useErrorSentence()
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, startTransition] = useTransition()

  const ask = () => {
    setAsked(true)
    setOpen(true)
  }
  const close = () => {
    setOpen(false)
    setProblem(null)
  }
  const settle = (state: ActionState) => {
    const reason = problemOf(state, sentence)
    if (reason === null) {
      close()
      if (done) toast({ tone: 'good', title: done })
      if (goTo) router.push(goTo)
      else router.refresh()
    } else if (confirm) setProblem(reason)
    else toast({ tone: 'bad', title: reason })
  }
  const act = () =>
    startTransition(async () => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      settle(await action(idleState, form))
    })

  return (
    <>
      <Button {...look} pending={pending && !confirm} aria-haspopup={confirm ? 'dialog' : undefined} onClick={confirm ? ask : act}>
        {label}
      </Button>
      <Suspense>
        {confirm && asked && (
          <ActQuestion confirm={confirm} open={open} problem={problem} pending={pending} onCancel={close} onConfirm={act} />
        )}
      </Suspense>
    </>
  )
}

function problemOf(state: ActionState, sentence: ReturnType<typeof useErrorSentence>): string | null {
  if (state.status === 'failed') return sentence('failure', state.failure?.code ?? 'internal')
  return state.status === 'refused' ? state.refusals.map(({ code, values }) => sentence('refusal', code, values)).join(' ') : null
}
