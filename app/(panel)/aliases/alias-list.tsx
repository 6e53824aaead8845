import { AtSign, Unlink } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { AliasFilters } from '#components/aliases/alias-filters'
import { AliasTable } from '#components/aliases/alias-table'
import { LinkButton } from '#components/ui/link-button'
import { listAliases } from '#lib/aliases/queries'
import { aliasFilter } from '#lib/aliases/schema'
import { may } from '#lib/auth/permissions'
import { listFilter } from '#lib/web/list-filter'
import { AddressList, type ListPlace } from '../address-list'
import { changeAliases } from './actions'
import { aliasQuestion } from './question'

export async function AliasList(place: ListPlace) {
  const { actor, params, domain } = place
  const t = await getTranslations('aliases')
  const filter = listFilter(aliasFilter, { ...params, ...(domain && { domain }) })
  return (
    <AddressList
      {...place}
      noun="aliases"
      icon={<AtSign aria-hidden />}
      filter={filter}
      page={await listAliases(actor, filter, { cursor: params.cursor })}
      writes={may(actor, 'alias.write')}
      aside={
        <LinkButton href="/orphans" look="quiet" icon={<Unlink aria-hidden />}>
          {t('orphans')}
        </LinkButton>
      }
      filters={<AliasFilters />}
      narrowed={{
        owner: params.owner && t('filter.ownerIs', { owner: params.owner }),
        domain: params.domain && t('filter.domain', { domain: params.domain }),
        destination: params.destination && t('filter.destination', { destination: params.destination }),
      }}
      Table={AliasTable}
      action={changeAliases}
      questionOf={aliasQuestion}
    />
  )
}
