import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import type { Present } from '#lib/dns-status/drafts'
import type { PasteRecord } from '#lib/dns-status/schema'
import { PasteList, RecordLines } from './record-lines'

interface DraftResultProps {
  present: Present
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
        {!present.isKnown && (
          <Banner tone="warn" title={t('draft.presentUnknown')}>
            {t('draft.presentUnknownBody')}
          </Banner>
        )}
        <KeyValues
          items={[
            {
              key: 'present',
              label: t('found'),
              value: present.text ? (
                <RecordLines lines={[present.text]} />
              ) : (
                <span className="text-muted">{present.isKnown ? t('nothingFound') : t('state.unknown')}</span>
              ),
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
