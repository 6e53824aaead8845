import { useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import type { QueuedMessageView } from '#lib/queue/schema'

const told = ['client_name', 'client_address', 'reverse_client_name', 'helo_name', 'protocol_name', 'sasl_username', 'sasl_method'] as const

/** Where it came from, and its header as it was sent: text of strangers. */
export function MessageHeader({ message: { records, headers, actable } }: { message: QueuedMessageView }) {
  const t = useTranslations('queue.message')
  const origin = told.flatMap((name) => {
    const value = records.find((record) => record.name === name)?.value
    return value ? [{ key: name, label: t(`record.${name}`), value: <bdi className="font-mono text-sm">{value}</bdi> }] : []
  })
  return (
    <>
      {origin.length > 0 && (
        <Card title={t('origin')}>
          <KeyValues items={origin} />
        </Card>
      )}
      <Card title={t('header')}>
        {actable ? (
          <dl className="flex flex-col gap-1.5">
            {headers.map(({ name, value }) => (
              <div key={`${name}: ${value}`} className="min-w-0 font-mono text-sm">
                <dt className="inline text-muted">{name}: </dt>
                <dd className="inline [overflow-wrap:anywhere]">
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="text-muted">{t('headerNone')}</p>
        )}
      </Card>
    </>
  )
}
