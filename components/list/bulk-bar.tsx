'use client'

import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { type BulkAnswer, type BulkConfirm, BulkDialog } from '#components/bulk/bulk-dialog'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Button } from '#components/ui/button'
import { formatNumber } from '#lib/format'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'
import { toast } from '../ui/toast-store'
import type { Selection } from '../ui/use-selection'
import type { BulkActionsProps, BulkVerb } from './bulk-actions'

type Asked = { verb: BulkVerb; confirm: BulkConfirm; first: Promise<BulkAnswer> }

/** What can be done to the ticked rows, and the question before it is done. */
export function BulkBar({
  formId,
  action,
  verbs,
  questionOf,
  matching,
  selection,
  hidden = {},
}: BulkActionsProps & { selection: Selection }) {
  const t = useTranslations('list.bulk')
  const locale = useLocale()
  const { checked, total, setAll } = selection
  const [whole, setWhole] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const { run, pending } = useBulk(action, () => {
    setWhole(false)
    setAll(false)
  })
  const form = useRef<HTMLFormElement>(null)
  const all = whole && matching !== undefined && checked === total
  const count = all ? matching.count : checked
  const words = formatNumber(count, locale)
  const offersAll = matching !== undefined && checked === total && checked > 0 && (!matching.exact || matching.count > checked)

  const formFor = (verb: string, fields: HTMLElement | null): FormData => {
    const data = new FormData(form.current ?? undefined)
    data.set('verb', verb)
    if (all) {
      data.delete('id')
      data.set('matching', matching.filter)
    }
    for (const control of fields?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea') ?? [])
      if (control.name) data.set(control.name, control.value)
    return data
  }
  const send = (verb: string, fields: HTMLElement | null, expected: number) => {
    const data = formFor(verb, fields)
    if (all) data.set('expected', String(expected))
    return run(data)
  }
  const confirmOf = ({ confirm, label }: BulkVerb): BulkConfirm | undefined =>
    confirm ?? (all ? { title: t('enableTitle', { count: '{count}' }), label } : undefined)

  const press = (verb: BulkVerb) => {
    const confirm = confirmOf(verb)
    if (confirm) setAsked({ verb, confirm, first: questionOf(formFor(verb.verb, null)) })
    else void send(verb.verb, null, count)
  }

  return (
    <form
      ref={form}
      id={formId}
      onSubmit={(event) => event.preventDefault()}
      aria-label={t('label')}
      className="-translate-x-1/2 fixed bottom-5 left-1/2 z-30 flex w-max max-w-[calc(100vw-1.5rem)] flex-wrap items-center gap-2 rounded-xl bg-raised py-2 pr-2 pl-4 shadow-raised inset-ring inset-ring-line"
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <output className="mr-2 font-medium tabular-nums">
        {all ? t('allSelected', { count: approximately(words, matching.exact) }) : t('selected', { count: checked })}
      </output>
      {offersAll && !all && (
        <Button size="small" look="quiet" onClick={() => setWhole(true)}>
          {t('allMatching', { count: approximately(formatNumber(matching.count, locale), matching.exact) })}
        </Button>
      )}
      {verbs.map((verb) => (
        <Button key={verb.verb} size="small" icon={verb.icon} pending={pending} onClick={() => press(verb)}>
          {verb.label}
        </Button>
      ))}
      <Button look="quiet" size="small" icon={<X aria-hidden />} onClick={() => setAll(false)}>
        {t('clear')}
      </Button>
      {asked && (
        <BulkDialog
          confirm={asked.confirm}
          fields={asked.verb.fields}
          asksOnce={asked.verb.asksOnce}
          about={approximately(words, !all || matching.exact)}
          first={asked.first}
          ask={(fields) => questionOf(formFor(asked.verb.verb, fields))}
          onConfirm={(fields, exact) => send(asked.verb.verb, fields, exact)}
          onClose={() => setAsked(null)}
        />
      )}
    </form>
  )
}

const approximately = (words: string, exact: boolean): string => (exact ? words : `> ${words}`)

function useBulk(action: FormAction, onDone: () => void) {
  const t = useTranslations('list.bulk')
  const router = useRouter()
  const sentence = useErrorSentence()
  const [pending, setPending] = useState(false)

  const run = async (form: FormData) => {
    if (pending) return
    setPending(true)
    try {
      const state = await action(idleState, form)
      if (state.status !== 'saved') {
        toast({ tone: 'bad', title: t('failed'), detail: whyNot(state, sentence) })
        return
      }
      const task = taskIn(state.value)
      if (task !== null) return router.push(`/tasks/${task}`)
      const { matched, changed } = countsIn(state.value)
      toast({
        tone: 'good',
        title: t('done', { changed }),
        detail: detailIn(state.value) ?? (matched > changed ? t('doneOf', { matched }) : undefined),
      })
      onDone()
      router.refresh()
    } finally {
      setPending(false)
    }
  }
  return { run, pending }
}

function whyNot(state: ActionState, sentence: ReturnType<typeof useErrorSentence>): string {
  if (state.failure) return sentence('failure', state.failure.code)
  return state.refusals.map(({ code, values }) => sentence('refusal', code, values)).join(' ')
}

/** So many that a task does it: its page tells how far it is. */
function taskIn(value: unknown): string | null {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'task') : undefined
  return typeof id === 'string' ? id : null
}

function countsIn(value: unknown): { matched: number; changed: number } {
  const read = (name: string): number => {
    const count: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
    return typeof count === 'number' ? count : 0
  }
  return { matched: read('matched'), changed: read('changed') }
}

/** What became of the others, where the command says more than their number. */
function detailIn(value: unknown): string | undefined {
  const detail: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'detail') : undefined
  return typeof detail === 'string' ? detail : undefined
}
