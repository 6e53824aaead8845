import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FailureText } from '#components/changes/failure-text'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import type { ContainmentView } from '#lib/containment/schema'

/** One closing: what ended at once, and what the host did then. */
export function ContainmentReport({ containment }: { containment: ContainmentView }) {
  const t = useTranslations('containment.report')
  const { done, at, by, heldMessages, errorCode, releasedAt, releasedBy } = containment
  const some = (key: 'recoveryAddress' | 'forwards' | 'filters', value: ReactNode, is: boolean) =>
    is ? [{ key, label: t(key), value }] : []
  const host = (key: 'applied' | 'kicked' | 'held', instant: string | null, more?: string) => ({
    key,
    label: t(key),
    value: instant ? (
      <Status tone="good" detail={<RelativeTime value={instant} />}>
        {more ?? <RelativeTime exact value={instant} />}
      </Status>
    ) : (
      <Status tone="waiting" detail={errorCode && <FailureText code={errorCode} />}>
        {t('waiting')}
      </Status>
    ),
  })
  return (
    <Card title={t('title')} sub={<RelativeTime exact value={at} />}>
      <KeyValues
        items={[
          { key: 'by', label: t('by'), value: by },
          { key: 'sending', label: t('sending'), value: t('stopped') },
          { key: 'password', label: t('password'), value: t('replaced') },
          { key: 'sessions', label: t('sessions'), value: done.sessions },
          { key: 'appPasswords', label: t('appPasswords'), value: done.appPasswords },
          { key: 'links', label: t('links'), value: done.links },
          ...some('recoveryAddress', <span className="font-mono">{done.recoveryAddress}</span>, done.recoveryAddress !== null),
          ...some('forwards', <span className="font-mono">{done.forwards.join(', ')}</span>, done.forwards.length > 0),
          ...some('filters', done.filters, done.filters > 0),
          host('applied', containment.appliedAt),
          host('kicked', containment.kickedAt),
          host('held', containment.heldAt, t('heldCount', { count: heldMessages ?? 0 })),
          ...(releasedAt
            ? [
                {
                  key: 'released',
                  label: t('releasedAt'),
                  value: (
                    <>
                      <RelativeTime value={releasedAt} /> · {releasedBy}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  )
}
