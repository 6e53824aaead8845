import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { AppliedProvider } from '#components/domains/applied-live'
import { DomainHeader } from '#components/domains/domain-header'
import { appliedName } from '#components/domains/domain-table'
import { MessagesScope } from '#components/ui/messages-scope'
import { may } from '#lib/auth/permissions'
import { applyStatus } from '#lib/changes/apply-status'
import { saveDomain } from '../actions'
import { domainOf } from './domain-of'

type Params = { params: Promise<{ name: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { domain } = await domainOf((await params).name)
  return { title: domain.unicodeName }
}

/** The frame of everything about one domain: its name, whether it is all right, and the way to its parts. */
export default async function DomainLayout({ params, children }: Params & { children: ReactNode }) {
  const { actor, domain } = await domainOf((await params).name)
  const name = appliedName(domain)
  return (
    <MessagesScope namespaces={['form', 'list']}>
      <AppliedProvider domains={[name]} first={await applyStatus(actor, [name])}>
        <DomainHeader domain={domain} enableAction={may(actor, 'domain.write') ? saveDomain : undefined} />
        {children}
      </AppliedProvider>
    </MessagesScope>
  )
}
