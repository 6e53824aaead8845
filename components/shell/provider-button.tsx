'use client'

import { LogIn } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'

export type BeginAtProvider = (next: string) => Promise<{ url: string } | { refused: string }>

interface ProviderButtonProps {
  /** As the owner calls the provider. */
  name: string
  next: string
  begin: BeginAtProvider
  /** How the last sign-in there ended. */
  refused: string | null
  /** Nothing else opens the door. */
  alone: boolean
}

/** To the provider and back. What it refused is said above the button, in the panel's own words. */
export function ProviderButton({ name, next, begin, refused, alone }: ProviderButtonProps) {
  const t = useTranslations('auth.provider')
  const [problem, setProblem] = useState(refused)
  const [pending, startTransition] = useTransition()
  const go = () =>
    startTransition(async () => {
      const answer = await begin(next).catch(() => ({ refused: 'offline' }))
      if ('refused' in answer) return setProblem(answer.refused)
      window.location.assign(answer.url)
      // Until the browser has left.
      await new Promise((resolve) => setTimeout(resolve, 5000))
    })
  const known = problem === null ? null : t.has(`refused.${problem}` as 'refused.failed') ? problem : 'failed'
  return (
    <>
      {known !== null && (
        <Banner tone="bad" title={t('notSignedIn')}>
          {t(`refused.${known as 'failed'}`, { name })}
        </Banner>
      )}
      <Button look={alone ? 'primary' : 'secondary'} wide icon={<LogIn aria-hidden />} pending={pending} onClick={go}>
        <bdi className="truncate">{t('button', { name })}</bdi>
      </Button>
    </>
  )
}
