import { useTranslations } from 'next-intl'
import { Bytes } from '#components/ui/bytes'
import { KeyValues } from '#components/ui/key-values'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import type { AdministratorView } from '#lib/people/schema'

/** What is so of a person, for those who do not manage them. */
export function PersonFacts({ person }: { person: AdministratorView }) {
  const t = useTranslations('people')
  const role = useTranslations('shell.role')
  const { domains, mailboxesMax, quotaMaxBytes } = person
  const given = person.role === 'domain_admin'
  return (
    <KeyValues
      items={[
        { key: 'role', label: t('field.role'), value: role(person.role) },
        {
          key: 'secondFactor',
          label: t('column.secondFactor'),
          value: (
            <Status tone={person.secondFactor ? 'good' : 'warn'}>{t(person.secondFactor ? 'secondFactor.on' : 'secondFactor.off')}</Status>
          ),
        },
        { key: 'seen', label: t('column.seen'), value: person.lastSeenAt ? <RelativeTime value={person.lastSeenAt} /> : t('never') },
        ...(given
          ? [
              { key: 'domains', label: t('field.domains'), value: domains.length > 0 ? domains.join(', ') : t('domains.none') },
              { key: 'mailboxes', label: t('field.mailboxesMax'), value: mailboxesMax ?? t('noLimit') },
              {
                key: 'quota',
                label: t('field.quotaMaxBytes'),
                value: quotaMaxBytes === null ? t('noLimit') : <Bytes value={quotaMaxBytes} />,
              },
            ]
          : []),
      ]}
    />
  )
}
