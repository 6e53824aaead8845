import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { AddressLinks } from '#components/aliases/alias-impact-list'
import { Elsewhere } from '#components/list/elsewhere'
import { Address } from '#components/ui/address'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import { formatBytes } from '#lib/format'
import type { MailboxImpact } from '#lib/mailboxes/schema'

/** What a deletion takes along, until when it is kept, and what would point nowhere. */
export function MailboxImpactList({ impact, keptUntil }: { impact: MailboxImpact; keptUntil: Date }) {
  const t = useTranslations('mailboxes.delete')
  const locale = useLocale()
  const format = useFormatter()
  const mail =
    impact.bytes === null ? t('mailUnknown') : t('mailKnown', { size: formatBytes(impact.bytes, locale), count: impact.messages ?? 0 })
  const grants = impact.grants.map((sender) => (
    <div key={sender}>
      <Address value={sender} />
    </div>
  ))
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <KeyValues
          items={[
            { key: 'mail', label: t('mail'), value: mail },
            {
              key: 'kept',
              label: t('kept'),
              value: t.rich('keptFor', { when: () => <strong>{format.dateTime(keptUntil, { dateStyle: 'long' })}</strong> }),
            },
            ...(grants.length > 0 ? [{ key: 'grants', label: t('grants'), value: grants }] : []),
          ]}
        />
      </Card>
      <Card title={t('dangling')}>
        <Dangling impact={impact} />
      </Card>
    </div>
  )
}

function Dangling({ impact }: { impact: MailboxImpact }) {
  const t = useTranslations('mailboxes.delete')
  const pointing = [
    { key: 'aliases', label: t('aliases'), addresses: impact.aliases, base: '/aliases' },
    { key: 'groups', label: t('groups'), addresses: impact.groups, base: '/groups' },
    { key: 'forwards', label: t('forwards'), addresses: impact.forwards, base: '/mailboxes' },
    { key: 'recovery', label: t('recoveryOf'), addresses: impact.recoveryOf, base: '/mailboxes' },
  ].filter(({ addresses }) => addresses.length > 0)
  if (pointing.length === 0 && impact.elsewhere === 0) return <p className="text-muted">{t('nothing')}</p>
  return (
    <div className="flex flex-col gap-3">
      <KeyValues
        items={pointing.map(({ key, label, addresses, base }) => ({
          key,
          label,
          value: <AddressLinks addresses={addresses} base={base} />,
        }))}
      />
      <Elsewhere count={impact.elsewhere} />
    </div>
  )
}
