'use client'

import { FileCheck, Upload } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Field } from '#components/ui/field'
import { LinkButton } from '#components/ui/link-button'
import type { CsvReport } from '#lib/addresses/view'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'
import { CsvMistakes } from './csv-mistakes'

interface CsvImportProps {
  action: FormAction
  listHref: string
}

type Stage = 'choose' | 'checking' | 'checked' | 'importing'

/** A file into a list: chosen, checked whole without saving anything, then given to a task, on whose page it goes on. */
export function CsvImport({ action, listHref }: CsvImportProps) {
  const t = useTranslations('mailboxes.import')
  const sentence = useErrorSentence()
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const [stage, setStage] = useState<Stage>('choose')
  const [report, setReport] = useState<CsvReport | null>(null)
  const [refused, setRefused] = useState<string[]>([])

  const send = async (dryRun: boolean) => {
    const file = input.current?.files?.[0]
    if (!file) return
    setStage(dryRun ? 'checking' : 'importing')
    setRefused([])
    const form = new FormData()
    form.set('$csv', await file.text())
    form.set('$dryRun', String(dryRun))
    form.set('$fileName', file.name)
    const state = await action(idleState, form)
    const task = taskIn(state)
    if (task !== null) return router.push(`/tasks/${task}`)
    const answer = reportIn(state)
    setReport(answer)
    if (answer === null) setRefused(whyNot(state, sentence))
    setStage(answer === null ? 'choose' : 'checked')
  }
  const busy = stage === 'checking' || stage === 'importing'
  const good = stage === 'checked' && report?.mistakesTotal === 0

  return (
    <div className="flex flex-col gap-5">
      <Field name="file" label={t('file')} help={t('fileHelp')} error={refused}>
        {(control) => (
          <input
            {...control}
            ref={input}
            type="file"
            accept=".csv,text/csv"
            disabled={busy}
            onChange={() => {
              setReport(null)
              setRefused([])
              setStage('choose')
            }}
            className="w-full rounded-md border border-dashed bg-sunken p-4 file:mr-4 file:rounded-md file:border-0 file:bg-accent-soft file:px-3 file:py-1.5 file:font-medium file:text-accent-ink"
          />
        )}
      </Field>
      {good && (
        <Banner tone="good" title={t('good', { count: report.lines })}>
          {t('goodBody')}
        </Banner>
      )}
      {stage === 'checked' && report && report.mistakesTotal > 0 && <CsvMistakes report={report} />}
      <div role="status" aria-live="polite" className="text-muted empty:hidden">
        {stage === 'checking' && t('checking')}
        {stage === 'importing' && t('importing', { count: report?.lines ?? 0 })}
      </div>
      <div className="flex flex-wrap gap-2">
        {good || stage === 'importing' ? (
          <Button look="primary" icon={<Upload aria-hidden />} pending={stage === 'importing'} onClick={() => void send(false)}>
            {t('run', { count: report?.lines ?? 0 })}
          </Button>
        ) : (
          <Button look="primary" icon={<FileCheck aria-hidden />} pending={stage === 'checking'} onClick={() => void send(true)}>
            {t('check')}
          </Button>
        )}
        <LinkButton href={listHref} look="quiet">
          {t('back')}
        </LinkButton>
      </div>
    </div>
  )
}

function taskIn(state: ActionState): string | null {
  const id: unknown = typeof state.value === 'object' && state.value !== null ? Reflect.get(state.value, 'task') : undefined
  return typeof id === 'string' ? id : null
}

function reportIn(state: ActionState): CsvReport | null {
  const value = state.status === 'saved' ? state.value : null
  return isReport(value) ? value : null
}

const isReport = (value: unknown): value is CsvReport => typeof value === 'object' && value !== null && 'mistakesTotal' in value

function whyNot(state: ActionState, sentence: ReturnType<typeof useErrorSentence>): string[] {
  if (state.failure) return [sentence('failure', state.failure.code)]
  return state.refusals.map(({ code, values }) => sentence('refusal', code, values))
}
