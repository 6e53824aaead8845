import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import type { PasteRecord } from '#lib/dns-status/schema'
import { PasteList, RecordLines } from './record-lines'

interface DraftResultProps {
  present: string | null
  record: PasteRecord
  children?: ReactNode
}

/** The record to publish beside the one that is there. */
export function DraftResult({ present, record, children }: DraftResultProps) {
  const t = useTranslations('dns')
  const words = useTranslations('domains.dns')
  return (
    <Card title={t('draft.result')} sub={t('draft.resultSub')}>
      <div className="flex flex-col gap-4">
        {children}
        <KeyValues
          items={[
            {
              key: 'present',
              label: t('found'),
              value: present ? <RecordLines lines={[present]} /> : <span className="text-muted">{t('nothingFound')}</span>,
            },
            {
              key: 'publish',
              label: t('publish'),
              value: (
                <PasteList
                  records={[record]}
                  nameLabel={(name) => words('copyName', { name })}
                  valueLabel={(name) => words('copyValue', { name })}
                />
              ),
            },
          ]}
        />
      </div>
    </Card>
  )
}
