import { useLocale, useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { Status } from '#components/ui/status'
import { formatInstant } from '#lib/format'
import type { VacationView } from '#lib/rules/schema'

const tones = { off: 'off', waiting: 'waiting', active: 'good', over: 'off' } as const

/** Whether it answers now, and who gets it when, in words. */
export function VacationState({ vacation, addresses }: { vacation: VacationView | null; addresses: readonly string[] }) {
  const t = useTranslations('rules.vacation')
  const locale = useLocale()
  if (vacation === null) return <p className="text-muted">{t('none')}</p>
  const { state, days, fromInstant, untilInstant, zone } = vacation
  const at = (instant: string) => formatInstant(new Date(instant), locale, zone)
  return (
    <div className="flex flex-col gap-3">
      <p>
        <Status tone={tones[state]}>{t(`state.${state}`)}</Status>
      </p>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-muted">{t('preview.who')}</dt>
        <dd>
          {t('preview.whoBody', { days })}
          <ul className="mt-1 flex flex-wrap gap-x-3">
            {addresses.map((address) => (
              <li key={address}>
                <Address value={address} />
              </li>
            ))}
          </ul>
        </dd>
        <dt className="text-muted">{t('preview.when')}</dt>
        <dd>
          {fromInstant ? t('preview.from', { at: at(fromInstant) }) : t('preview.atOnce')}{' '}
          {untilInstant ? t('preview.until', { at: at(untilInstant) }) : t('preview.openEnd')}
        </dd>
        <dt className="text-muted">{t('preview.not')}</dt>
        <dd>{t('preview.notBody')}</dd>
      </dl>
    </div>
  )
}
