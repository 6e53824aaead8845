'use client'

import { BookOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Button } from '#components/ui/button'
import { toast } from '#components/ui/toast-store'
import { type FormAction, idleState } from '#lib/web/action-state'

interface MessageTextProps {
  host: string
  id: string
  action: FormAction
}

type Opened = { text: string; attachments: number; cut: boolean }

/** Closed until somebody opens it, which is recorded. Then plain text and nothing else. */
export function MessageText({ host, id, action }: MessageTextProps) {
  const t = useTranslations('queue.message')
  const sentence = useErrorSentence()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [pending, startTransition] = useTransition()

  const open = () =>
    startTransition(async () => {
      const form = new FormData()
      form.set('$id', id)
      form.set('host', host)
      const state = await action(idleState, form)
      const found = openedIn(state.value)
      if (state.status === 'saved' && found) setOpened(found)
      else toast({ tone: 'bad', title: sentence('failure', state.failure?.code ?? 'internal') })
    })

  if (opened === null) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-64 text-muted">{t('closed')}</p>
        <Button icon={<BookOpen aria-hidden />} pending={pending} onClick={open}>
          {t('open')}
        </Button>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      <p className="text-muted text-sm">
        {t('opened')} {opened.attachments > 0 && t('attachments', { count: opened.attachments })} {opened.cut && t('cut')}
      </p>
      {opened.text === '' ? (
        <p>{t('emptyText')}</p>
      ) : (
        <pre className="whitespace-pre-wrap rounded-md bg-sunken px-4 py-3 font-mono text-sm [overflow-wrap:anywhere]">
          <bdi>{opened.text}</bdi>
        </pre>
      )}
    </div>
  )
}

function openedIn(value: unknown): Opened | null {
  if (typeof value !== 'object' || value === null) return null
  const read = (name: string): unknown => Reflect.get(value, name)
  const [text, attachments, cut] = [read('text'), read('attachments'), read('cut')]
  return typeof text === 'string' ? { text, attachments: typeof attachments === 'number' ? attachments : 0, cut: cut === true } : null
}
