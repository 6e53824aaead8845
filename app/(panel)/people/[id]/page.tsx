import { Eye, Trash2 } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActButton } from '#components/form/act-button'
import { InviteAgain } from '#components/people/invite-again'
import { PersonFacts } from '#components/people/person-facts'
import { PersonForm } from '#components/people/person-form'
import { PageHeader } from '#components/shell/page-header'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { managedRoles, manages } from '#lib/auth/hierarchy'
import { deletePerson, inviteAgain, savePerson, viewAs } from '../actions'
import { PersonAccess } from './person-access'
import { personOf } from './person-of'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await personOf((await params).id)).person.name }
}

export default async function PersonPage({ params }: Props) {
  const { actor, person } = await personOf((await params).id)
  const [t, role] = [await getTranslations('people'), await getTranslations('shell.role')]
  const managed = manages(actor, person.role)
  const self = person.id === actor.id
  const looks = managed && actor.role === 'owner' && person.role === 'domain_admin' && person.enabled
  return (
    <MessagesScope namespaces={['form', 'people', 'settings', 'shell']}>
      <PageHeader
        title={<bdi>{person.name}</bdi>}
        sub={<Address value={person.address} />}
        breadcrumbs={[{ label: t('title'), href: '/people' }]}
        badges={
          <>
            <Badge>{role(person.role)}</Badge>
            {!person.enabled && <Badge tone="off">{t('state.disabled')}</Badge>}
            {self && <Badge>{t('you')}</Badge>}
          </>
        }
        actions={
          <>
            {looks && <ActButton label={t('view')} icon={<Eye aria-hidden />} action={viewAs} fields={{ $id: person.id }} />}
            {managed && !self && (
              <ActButton
                label={t(person.invited ? 'invite.withdraw' : 'delete')}
                icon={<Trash2 aria-hidden />}
                action={deletePerson}
                fields={{ $id: person.id, $version: String(person.version) }}
                done={t('deleted', { name: person.name })}
                goTo="/people"
                confirm={{
                  title: t(person.invited ? 'invite.withdrawTitle' : 'deleteTitle', { name: person.name }),
                  description: t(person.invited ? 'invite.withdrawBody' : 'deleteBody'),
                  confirmLabel: t(person.invited ? 'invite.withdraw' : 'delete'),
                  danger: true,
                }}
              />
            )}
          </>
        }
      />
      <div className="flex flex-col gap-8">
        {person.invited && (
          <Banner
            tone="info"
            title={t('invite.waiting', { name: person.name })}
            actions={managed && person.enabled && <InviteAgain person={person} action={inviteAgain} />}
          >
            {t('invite.waitingBody')}
          </Banner>
        )}
        <div className="max-w-3xl">
          <Card>
            {managed ? <PersonForm person={person} roles={managedRoles(actor)} action={savePerson} /> : <PersonFacts person={person} />}
          </Card>
        </div>
        {managed && !person.invited && <PersonAccess actor={actor} person={person} self={self} />}
      </div>
    </MessagesScope>
  )
}
