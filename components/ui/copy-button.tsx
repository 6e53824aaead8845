'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { buttonClass } from './button-class'
import { toast } from './toast-store'

interface CopyButtonProps {
  value: string
  /** What is copied, for those who do not see it: "record", "address". Without `bare` it is the word on the button. */
  label?: string
  /** An icon alone, for use right beside the value. */
  bare?: boolean
}

export function CopyButton({ value, label, bare }: CopyButtonProps) {
  const t = useTranslations('ui.copy')
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
    } catch {
      // Only secure origins have a clipboard, and a person may forbid it: then they select the text themselves.
      toast({ tone: 'bad', title: t('failed'), detail: t('failedDetail') })
    }
  }
  const words = copied ? t('copied') : (label ?? t('copy'))
  const Icon = copied ? Check : Copy

  if (bare) {
    return (
      <button
        type="button"
        aria-label={words}
        title={words}
        onClick={copy}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-md align-middle text-faint hover:bg-hover hover:text-ink"
      >
        <Icon aria-hidden className={`size-3.5 ${copied ? 'text-good' : ''}`} />
      </button>
    )
  }
  return (
    <button type="button" onClick={copy} className={buttonClass({ look: 'secondary', size: 'small' })}>
      <Icon aria-hidden className={copied ? 'text-good' : undefined} />
      <span aria-live="polite">{words}</span>
    </button>
  )
}
