'use client'

import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import type { Refusal } from '#lib/outcome'
import type { ActionState } from '#lib/web/action-state'
import { useErrorSentence } from './use-error-sentence'

/** What was saved all the same, but may not be what was meant. */
export function SavedWarnings({ warnings, onwardHref }: { warnings: readonly Refusal[]; onwardHref: string | undefined }) {
  const t = useTranslations('form.warnings')
  const sentence = useErrorSentence()
  if (warnings.length === 0) return null
  return (
    <Banner
      tone="warn"
      title={t('title')}
      actions={
        onwardHref && (
          <LinkButton href={onwardHref} size="small" icon={<ArrowRight aria-hidden />}>
            {t('onward')}
          </LinkButton>
        )
      }
    >
      <ul className="list-disc pl-5">
        {warnings.map(({ field, code, values }) => {
          const text = sentence('refusal', code, values)
          return <li key={`${field}:${text}`}>{text}</li>
        })}
      </ul>
    </Banner>
  )
}

export function warningsIn(state: ActionState): Refusal[] {
  const warnings: unknown = typeof state.value === 'object' && state.value !== null ? Reflect.get(state.value, 'warnings') : undefined
  return Array.isArray(warnings) ? warnings.filter(isWarning) : []
}

const isWarning = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'code') === 'string'
