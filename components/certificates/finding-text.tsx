import { useTranslations } from 'next-intl'
import type { ServedFinding } from '#lib/certificates/schema'

/** What is wrong and what to do, a line each. */
export function FindingText({ findings }: { findings: readonly ServedFinding[] }) {
  const t = useTranslations('certificates')
  if (findings.length === 0) return <span className="text-muted">{t('served.nothing')}</span>
  return (
    <ul className="flex max-w-prose flex-col gap-1">
      {findings.map(({ code, values }) => (
        <li key={code} className="break-words">
          {t(`finding.${code}`, { ...empty, ...values })}
        </li>
      ))}
    </ul>
  )
}

/** A finding of an older shape may lack one. */
const empty = { date: '', name: '', names: '', issuer: '', protocols: '', days: 0, bits: 0, signature: '' }
