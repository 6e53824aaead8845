'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { FormErrorSummary } from '#components/ui/form-error-summary'
import type { ActionState } from '#lib/web/action-state'
import { useErrorSentence } from './use-error-sentence'

/** What kept a form from being saved, above it: refusals as links to their fields, a failure of the world as a banner. */
export function FormProblems({ state, labels }: { state: ActionState; labels: Record<string, string> }) {
  const t = useTranslations()
  const sentence = useErrorSentence()
  if (state.status === 'failed' && state.failure) {
    const { code, reference } = state.failure
    return (
      <Banner tone="bad" title={t('form.failed')}>
        {sentence('failure', code)} {reference && <span className="text-muted">{t('form.reference', { reference })}</span>}
      </Banner>
    )
  }
  const refusals = state.refusals.filter(({ code }) => code !== 'conflict')
  const [only] = refusals
  // One thing that is no field's: the sentence says it all.
  if (only && refusals.length === 1 && only.field === null) return <Banner tone="bad" title={sentence('refusal', only.code, only.values)} />
  const errors = refusals.map(({ field, code, values }) => {
    const message = sentence('refusal', code, values)
    const label = field === null ? undefined : (labels[field] ?? labels[field.split('.')[0] ?? ''])
    return { field: field ?? undefined, message: label ? `${label}: ${message}` : message }
  })
  return <FormErrorSummary title={t('ui.formErrors', { count: errors.length })} errors={errors} />
}
