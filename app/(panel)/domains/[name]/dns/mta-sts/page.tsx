import { notFound } from 'next/navigation'
import { MtaStsWizard } from '#components/mta-sts/mta-sts-wizard'
import { MessagesScope } from '#components/ui/messages-scope'
import { may } from '#lib/auth/permissions'
import { getMtaSts } from '#lib/mta-sts/queries'
import { domainOf } from '../../domain-of'
import { endPolicy, updatePolicy } from './actions'

export default async function MtaStsPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, domain } = await domainOf((await params).name)
  if (domain.kind === 'relay') notFound()
  return (
    <MessagesScope namespaces={['form', 'mtaSts']}>
      <MtaStsWizard
        view={await getMtaSts(actor, domain.id)}
        domainId={domain.id}
        actions={may(actor, 'domain.write') ? { update: updatePolicy, end: endPolicy } : undefined}
      />
    </MessagesScope>
  )
}
