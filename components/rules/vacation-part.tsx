import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { Card } from '#components/ui/card'
import { VacationForm } from './vacation-form'
import { VacationState } from './vacation-state'

type VacationPartProps = Omit<ComponentProps<typeof VacationForm>, 'zones'> & { addresses: readonly string[] }

export function VacationPart({ addresses, ...form }: VacationPartProps) {
  const t = useTranslations('rules.vacation')
  return (
    <div className="flex flex-col gap-6">
      <Card title={t('now')}>
        <VacationState vacation={form.vacation} addresses={addresses} />
      </Card>
      <Card title={t('write')}>
        <VacationForm {...form} zones={['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]} />
      </Card>
    </div>
  )
}
