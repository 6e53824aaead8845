import { notFound } from 'next/navigation'
import { DkimSection } from '#components/dkim/dkim-section'
import { OwnPasswordScope } from '#components/form/own-password'
import { MessagesScope } from '#components/ui/messages-scope'
import { may } from '#lib/auth/permissions'
import { listDkimKeys } from '#lib/dkim/queries'
import { hasOwnPassword } from '#lib/people/current-password'
import { domainOf } from '../domain-of'
import { activateKey, checkKeys, createKey, exportKey, importKey, retireKey, rotateKeys } from './actions'

const actions = { create: createKey, import: importKey, rotate: rotateKeys, check: checkKeys, activate: activateKey, retire: retireKey }

export default async function DomainDkimPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, domain } = await domainOf((await params).name)
  if (domain.kind === 'relay') notFound()
  const exports = actor.kind === 'administrator' && may(actor, 'dkim.export')
  // Who exports proves that it is them; the others are asked for nothing.
  const hasPassword = !exports || (await hasOwnPassword(actor.id))
  return (
    <MessagesScope namespaces={['dkim', 'form', 'security']}>
      <div className="max-w-4xl">
        <OwnPasswordScope has={hasPassword}>
          <DkimSection
            domain={{ id: domain.id, kind: domain.kind }}
            keys={await listDkimKeys(actor, domain.id)}
            actions={may(actor, 'dkim.write') ? actions : undefined}
            exportKey={exports ? { action: exportKey, address: actor.name } : undefined}
          />
        </OwnPasswordScope>
      </div>
    </MessagesScope>
  )
}
