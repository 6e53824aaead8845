import { Gauge } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { AddressBulk, type AddressBulkProps } from '#components/list/address-bulk'
import { count } from '#components/list/bulk-verbs'
import { Input } from '#components/ui/input'

export function MailboxBulk(bulk: AddressBulkProps) {
  const t = useTranslations('mailboxes.bulk')
  const label = useTranslations('list.bulk')('quota')
  return (
    <AddressBulk
      {...bulk}
      verbs={[
        {
          verb: 'quota',
          label,
          icon: <Gauge aria-hidden />,
          confirm: { title: t('quotaTitle', { count }), body: t('quotaBody'), label },
          fields: (
            <label htmlFor="bulk-quota" className="flex flex-col gap-1.5">
              {t('quotaLabel')}
              <Input id="bulk-quota" name="quotaBytes" autoComplete="off" placeholder="5 GiB" />
            </label>
          ),
        },
      ]}
    />
  )
}
