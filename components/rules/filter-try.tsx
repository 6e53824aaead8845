'use client'

import { FlaskConical } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '#components/form/action-form'
import { FormTextarea } from '#components/form/form-textarea'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Dialog } from '#components/ui/dialog'
import type { Filter } from '#lib/protocol/rules'
import type { TryResult } from '#lib/rules/schema'
import type { ActionState, FormAction } from '#lib/web/action-state'

interface FilterTryProps {
  filters: readonly Filter[]
  mailboxId: string
  action: FormAction
}

/** A message is pasted, and the mail host says what it would do with it. */
export function FilterTry({ filters, mailboxId, action }: FilterTryProps) {
  const t = useTranslations('rules.try')
  const [open, setOpen] = useState(false)
  const [result, setResult] = useState<TryResult | null>(null)
  const close = () => {
    setOpen(false)
    setResult(null)
  }
  return (
    <>
      <Button icon={<FlaskConical aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      <Dialog open={open} onClose={close} size="medium" title={t('open')} description={t('help')}>
        <div className="flex flex-col gap-4">
          {result && (
            <Banner tone="info" title={t('would')}>
              <ul className="list-disc pl-5">
                {(result.actions.length > 0 ? result.actions : [t('kept')]).map((line) => (
                  <li key={line} className="[overflow-wrap:anywhere]">
                    <bdi>{line}</bdi>
                  </li>
                ))}
              </ul>
              <details className="mt-2">
                <summary className="cursor-pointer text-muted">{t('script')}</summary>
                <pre className="mt-2 max-h-60 overflow-auto rounded-md bg-sunken p-3 font-mono text-sm">{result.script}</pre>
              </details>
            </Banner>
          )}
          <ActionForm
            action={action}
            initial={{ message: t('sample') }}
            labels={{ message: t('message') }}
            submitLabel={t('submit')}
            onSaved={(state) => setResult(resultIn(state))}
          >
            <input type="hidden" name="$id" value={mailboxId} />
            <input type="hidden" name="filters" value={JSON.stringify(filters)} />
            <FormTextarea name="message" label={t('message')} help={t('messageHelp')} rows={8} mono />
          </ActionForm>
        </div>
      </Dialog>
    </>
  )
}

function resultIn({ value }: ActionState): TryResult | null {
  return typeof value === 'object' && value !== null && 'actions' in value && 'script' in value ? (value as TryResult) : null
}
