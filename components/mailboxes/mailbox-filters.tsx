import { useTranslations } from 'next-intl'
import { FilterSelect } from '#components/list/filter-select'
import { protocols } from './mailbox-table'

/** `tags` are those in use. */
export function MailboxFilters({ tags }: { tags: readonly string[] }) {
  const t = useTranslations('mailboxes')
  return (
    <>
      <FilterSelect
        label={t('filter.state')}
        name="enabled"
        options={[
          { value: '', label: t('filter.any') },
          { value: 'true', label: t('filter.enabled') },
          { value: 'false', label: t('filter.disabled') },
        ]}
      />
      {tags.length > 0 && (
        <FilterSelect
          label={t('filter.tag')}
          name="tag"
          options={[{ value: '', label: t('filter.anyTag') }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
        />
      )}
      <FilterSelect
        label={t('filter.protocol')}
        name="protocolOff"
        options={[
          { value: '', label: t('filter.anyProtocol') },
          ...protocols.map((protocol) => ({ value: protocol, label: t('filter.off', { protocol: t(`protocol.${protocol}`) }) })),
        ]}
      />
      <FilterSelect
        label={t('filter.forwarding')}
        name="forwarding"
        options={[
          { value: '', label: t('filter.anyForwarding') },
          { value: 'true', label: t('filter.forwards') },
          { value: 'false', label: t('filter.keeps') },
        ]}
      />
    </>
  )
}
