import { useTranslations } from 'next-intl'
import { AddressLinks } from '#components/aliases/alias-impact-list'
import { Elsewhere } from '#components/list/elsewhere'
import type { MailboxImpact } from '#lib/mailboxes/schema'

/** The aliases, groups and forwardings that lead to a mailbox. */
export function MailboxPointing({ impact }: { impact: MailboxImpact }) {
  const t = useTranslations('mailboxes.pointing')
  const lists = [
    { key: 'aliases', label: t('aliases'), addresses: impact.aliases, base: '/aliases' },
    { key: 'groups', label: t('groups'), addresses: impact.groups, base: '/groups' },
    { key: 'forwards', label: t('forwards'), addresses: impact.forwards, base: '/mailboxes' },
  ].filter(({ addresses }) => addresses.length > 0)
  if (lists.length === 0) return impact.elsewhere > 0 ? <Elsewhere count={impact.elsewhere} /> : <p className="text-muted">{t('none')}</p>
  return (
    <>
      <dl className="flex flex-col gap-3">
        {lists.map(({ key, label, addresses, base }) => (
          <div key={key}>
            <dt className="text-muted text-sm">{label}</dt>
            <dd>
              <AddressLinks addresses={addresses} base={base} />
            </dd>
          </div>
        ))}
      </dl>
      <Elsewhere count={impact.elsewhere} />
    </>
  )
}
