import { notFound } from 'next/navigation'
import { SpfWizard } from '#components/dns-status/spf-wizard'
import { domainPath } from '#components/domains/domain-table'
import { spfWish } from '#lib/dns-status/draft-schema'
import { getSpfDraft } from '#lib/dns-status/drafts'
import { domainOf } from '../../domain-of'
import { draftErrors, type Search } from '../draft-errors'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<Search> }

export default async function SpfDraftPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  if (domain.kind === 'relay') notFound()
  const search = await searchParams
  const parsed = 'others' in search ? spfWish.safeParse(search) : null
  const draft = await getSpfDraft(actor, domain.id, parsed?.data ?? null)
  return <SpfWizard path={`${domainPath(domain)}/dns/spf`} draft={draft} errors={await draftErrors(parsed, search)} />
}
