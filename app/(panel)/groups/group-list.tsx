import { Users } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { GroupFilters } from '#components/groups/group-filters'
import { GroupTable } from '#components/groups/group-table'
import { may } from '#lib/auth/permissions'
import { listGroups } from '#lib/groups/queries'
import { groupFilter } from '#lib/groups/schema'
import { listFilter } from '#lib/web/list-filter'
import { AddressList, type ListPlace } from '../address-list'
import { changeGroups } from './actions'
import { groupQuestion } from './question'

export async function GroupList(place: ListPlace) {
  const { actor, params, domain } = place
  const t = await getTranslations('groups')
  const filter = listFilter(groupFilter, { ...params, ...(domain && { domain }) })
  return (
    <AddressList
      {...place}
      noun="groups"
      icon={<Users aria-hidden />}
      filter={filter}
      page={await listGroups(actor, filter, { cursor: params.cursor })}
      writes={may(actor, 'group.write')}
      filters={<GroupFilters />}
      narrowed={{
        domain: params.domain && t('filter.domain', { domain: params.domain }),
        member: params.member && t('filter.member', { member: params.member }),
      }}
      Table={GroupTable}
      action={changeGroups}
      questionOf={groupQuestion}
    />
  )
}
