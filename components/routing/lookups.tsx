import { useTranslations } from 'next-intl'
import { Status } from '#components/ui/status'
import type { LookupView } from '#lib/routing/schema'

/** What was asked of the host's tables, what is saved, and what they answer; open where they differ. */
export function Lookups({ lookups }: { lookups: readonly LookupView[] }) {
  const t = useTranslations('routing.host')
  if (lookups.length === 0) return null
  return (
    <details className="mt-2 text-sm" open={lookups.some(({ same }) => same === false)}>
      <summary className="cursor-pointer text-muted hover:text-ink">{t('show')}</summary>
      <ul className="mt-2 flex flex-col gap-2">
        {lookups.map((one) => (
          <li key={`${one.table} ${one.key}`} className="min-w-0 rounded-md bg-sunken px-3 py-2">
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <code className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">
                {one.table} <bdi>{one.key}</bdi>
              </code>
              {one.same === null ? (
                <Status tone="neutral">{t('unasked')}</Status>
              ) : (
                <Status tone={one.same ? 'good' : 'warn'}>{t(one.same ? 'matches' : 'notSame')}</Status>
              )}
            </div>
            <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
              <dt className="text-muted">{t('saved')}</dt>
              <dd>{one.expected === '*' ? t('any') : one.expected === '' ? t('none') : <Value text={one.expected} />}</dd>
              <dt className="text-muted">{t('answer')}</dt>
              <dd>{one.answer === null ? t('none') : <Value text={one.answer} />}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </details>
  )
}

const Value = ({ text }: { text: string }) => <bdi className="font-mono [overflow-wrap:anywhere]">{text}</bdi>
