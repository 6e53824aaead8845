'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { CopyButton } from '#components/ui/copy-button'

interface GeneratedPasswordProps {
  title: string
  explain: string
  address: string
  password: string
  children?: ReactNode
}

/** A password that was made, once. It takes the focus, so that nobody leaves before it is seen. */
export function GeneratedPassword({ title, explain, password, children }: GeneratedPasswordProps) {
  const t = useTranslations('mailboxes.password')
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1} role="status" className="flex flex-col gap-4 outline-none">
      <div className="flex items-start gap-3">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-good-soft text-good">
          <KeyRound aria-hidden className="size-4.5" />
        </span>
        <div className="min-w-0">
          <p className="break-words font-semibold text-lg">{title}</p>
          <p className="text-muted">{explain}</p>
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-sunken px-4 py-3 inset-ring inset-ring-line">
        <code className="select-all break-all font-mono text-lg">{password}</code>
        <CopyButton value={password} label={t('copy')} />
      </div>
      {children && <div className="flex flex-wrap gap-2">{children}</div>}
    </div>
  )
}
