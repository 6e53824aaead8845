import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FilterSelect } from '#components/list/filter-select'
import { ListToolbar } from '#components/list/list-toolbar'
import { protocols } from './mailbox-table'

interface MailboxFiltersProps {
  tags: readonly string[]
  narrowed: readonly { readonly label: string; readonly withoutHref: string }[]
  clearHref: string | undefined
  /** Stands at the end of the line. */
  children?: ReactNode
}

export function MailboxFilters({ tags, narrowed, clearHref, children }: MailboxFiltersProps) {
  const t = useTranslations('mailboxes')
  return (
    <ListToolbar searchLabel={t('search')} narrowed={narrowed} clearHref={clearHref} actions={children}>
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
    </ListToolbar>
  )
}
