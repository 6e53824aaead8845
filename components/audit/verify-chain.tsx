'use client'

import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useErrorSentence } from '#components/form/use-error-sentence'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { type ActionState, type FormAction, idleState } from '#lib/web/action-state'
import { type ChainResult, ChainVerdict } from './chain-verdict'

/** Walks the whole chain on the server and says what it found; it stays until one leaves the page. */
export function VerifyChain({ action }: { action: FormAction }) {
  const t = useTranslations('audit.verify')
  const sentence = useErrorSentence()
  const [state, setState] = useState<ActionState>(idleState)
  const [pending, startTransition] = useTransition()
  const verify = () => startTransition(async () => setState(await action(idleState, new FormData())))
  const result = state.status === 'saved' ? resultFrom(state.value) : null
  return (
    <div className="mb-4 flex flex-col items-start gap-3">
      <Button icon={<ShieldCheck aria-hidden />} pending={pending} onClick={verify}>
        {pending ? t('running') : t('button')}
      </Button>
      <div aria-live="polite" className="w-full empty:hidden">
        {result && <ChainVerdict result={result} />}
        {state.status === 'failed' && (
          <Banner tone="bad" title={t('failed')}>
            {sentence('failure', state.failure?.code ?? 'internal')}
          </Banner>
        )}
      </div>
    </div>
  )
}

function resultFrom(value: unknown): ChainResult | null {
  return typeof value === 'object' && value !== null && 'entries' in value ? (value as ChainResult) : null
}
