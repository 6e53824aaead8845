import { domainPath } from '#components/domains/domain-table'
import { RelayRecipients } from '#components/domains/relay-recipients'
import { type ListParams, pageHrefs, plainParams } from '#components/list/list-url'
import { MessagesScope } from '#components/ui/messages-scope'
import { Pagination } from '#components/ui/pagination'
import { may } from '#lib/auth/permissions'
import { listRelayRecipients } from '#lib/domains/relay-recipients'
import { saveRecipients } from '../../actions'
import { domainOf } from '../domain-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<ListParams> }

export default async function RecipientsPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  const query = plainParams(await searchParams)
  const page = await listRelayRecipients(actor, domain.id, { cursor: query.cursor })
  return (
    <MessagesScope namespaces={['form']}>
      <div className="flex flex-col gap-4">
        <RelayRecipients domain={domain} recipients={page.rows} action={may(actor, 'domain.write') ? saveRecipients : undefined} />
        <Pagination {...pageHrefs(`${domainPath(domain)}/recipients`, query, page)} />
      </div>
    </MessagesScope>
  )
}
