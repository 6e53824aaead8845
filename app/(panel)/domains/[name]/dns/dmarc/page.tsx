import { notFound } from 'next/navigation'
import { DmarcWizard } from '#components/dns-status/dmarc-wizard'
import { domainPath } from '#components/domains/domain-table'
import { dmarcWish } from '#lib/dns-status/draft-schema'
import { getDmarcDraft } from '#lib/dns-status/drafts'
import { domainOf } from '../../domain-of'
import { draftErrors, type Search } from '../draft-errors'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<Search> }

export default async function DmarcDraftPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  if (domain.kind === 'relay') notFound()
  const search = await searchParams
  const parsed = 'policy' in search ? dmarcWish.safeParse(search) : null
  const draft = await getDmarcDraft(actor, domain.id, parsed?.data ?? null)
  return <DmarcWizard path={`${domainPath(domain)}/dns/dmarc`} draft={draft} errors={await draftErrors(parsed, search)} />
}
