'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { CopyButton } from '#components/ui/copy-button'
import { buttonClass } from '../ui/button-class'

interface RecoveryCodesProps {
  codes: readonly string[]
  onDone: () => void
}

/** In clear, once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const t = useTranslations('security.codes')
  const text = `${codes.join('\n')}\n`
  return (
    <div className="flex flex-col gap-4">
      <p>{t('shown')}</p>
      <ul
        aria-label={t('title')}
        className="grid gap-x-6 gap-y-1.5 rounded-lg bg-sunken px-4 py-3 font-mono inset-ring inset-ring-line sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="select-all whitespace-nowrap">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton value={text} label={t('copy')} />
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="postern-recovery-codes.txt"
          className={buttonClass({ look: 'secondary', size: 'small' })}
        >
          <Download aria-hidden />
          {t('download')}
        </a>
      </div>
      <div>
        <Button look="primary" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  )
}
