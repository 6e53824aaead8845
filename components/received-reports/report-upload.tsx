'use client'

import { Upload } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type DragEvent, useRef, useState } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { classNames } from '#components/ui/class-names'
import { Field } from '#components/ui/field'
import { formatBytes } from '#lib/format'
import type { ImportedView } from '#lib/received-reports/schema'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'
import { type Brought, UploadResults } from './upload-results'

/** As an action takes it: a third more on its way. */
const bytesMax = 24 * 1024 * 1024

/** Files, several at once: chosen or dropped, sent one after the other, each with what became of it. */
export function ReportUpload({ action }: { action: FormAction }) {
  const t = useTranslations('reports.import')
  const locale = useLocale()
  const router = useRouter()
  const sentence = useErrorSentence()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<readonly File[]>([])
  const [brought, setBrought] = useState<readonly Brought[]>([])
  const [running, setRunning] = useState(false)
  const [over, setOver] = useState(false)
  const size = formatBytes(bytesMax, locale)

  const choose = (files: FileList | null) => {
    setChosen([...(files ?? [])])
    setBrought([])
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!running) choose(event.dataTransfer.files)
  }
  const run = async () => {
    setRunning(true)
    const done: Brought[] = []
    for (const file of chosen) {
      done.push(...(await bring(file)))
      setBrought([...done])
    }
    setRunning(false)
    setChosen([])
    if (input.current) input.current.value = ''
    router.refresh()
  }
  const bring = async (file: File): Promise<Brought[]> => {
    const failed = (problem: string): Brought[] => [{ fileName: file.name, imported: null, problem }]
    if (file.size > bytesMax) return failed(t('tooLarge', { size }))
    const form = new FormData()
    form.set('$content', await base64Of(file))
    form.set('$fileName', file.name.slice(-200))
    const state = await action(idleState, form)
    const reports = reportsIn(state)
    return reports ? reports.map((imported) => ({ fileName: file.name, imported, problem: null })) : failed(whyNot(state, sentence))
  }
  const done = new Set(brought.map(({ fileName }) => fileName)).size

  return (
    <div className="flex flex-col gap-5">
      <Field name="files" label={t('files')} help={t('filesHelp', { size })} error={[]}>
        {(control) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to what the field inside does by keyboard
          <div
            onDragOver={(event) => {
              event.preventDefault()
              setOver(true)
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
            className={classNames(
              'rounded-lg border border-dashed p-5 transition-colors',
              over ? 'border-accent bg-accent-soft' : 'bg-sunken',
            )}
          >
            <input
              {...control}
              ref={input}
              type="file"
              multiple
              disabled={running}
              onChange={(event) => choose(event.target.files)}
              className="w-full file:mr-4 file:rounded-md file:border-0 file:bg-accent-soft file:px-3 file:py-1.5 file:font-medium file:text-accent-ink"
            />
            {chosen.length > 0 && (
              <p className="mt-3 break-words text-muted text-sm">
                {chosen
                  .map(({ name }) => name)
                  .slice(0, 20)
                  .join(', ')}
              </p>
            )}
          </div>
        )}
      </Field>
      <div role="status" aria-live="polite" className="text-muted empty:hidden">
        {running && t('running', { done, all: chosen.length })}
      </div>
      {!running && brought.length > 0 && <Outcome brought={brought} />}
      {brought.length > 0 && <UploadResults rows={brought} />}
      <div>
        <Button look="primary" icon={<Upload aria-hidden />} pending={running} disabled={chosen.length === 0} onClick={() => void run()}>
          {t('run', { count: chosen.length || 1 })}
        </Button>
      </div>
    </div>
  )
}

function Outcome({ brought }: { brought: readonly Brought[] }) {
  const t = useTranslations('reports.import')
  const count = (result: ImportedView['result']) => brought.filter(({ imported }) => imported?.result === result).length
  const [taken, known] = [count('taken'), count('known')]
  const refused = count('refused') + brought.filter(({ imported }) => imported === null).length
  return (
    <Banner tone={refused > 0 ? 'warn' : taken > 0 ? 'good' : 'info'} title={taken > 0 ? t('done', { taken }) : t('doneNone')}>
      {t('doneBody', { known, refused })}
    </Banner>
  )
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
  return url.slice(url.indexOf(',') + 1)
}

function reportsIn(state: ActionState): ImportedView[] | null {
  return state.status === 'saved' && Array.isArray(state.value) ? (state.value as ImportedView[]) : null
}

function whyNot(state: ActionState, sentence: ReturnType<typeof useErrorSentence>): string {
  if (state.failure) return sentence('failure', state.failure.code)
  return state.refusals.map(({ code, values }) => sentence('refusal', code, values)).join(' ')
}
