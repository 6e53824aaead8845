import { Trash2 } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AppliedLive } from '#components/domains/applied-live'
import { domainPath } from '#components/domains/domain-table'
import { GroupForm } from '#components/groups/group-form'
import { PageHeader } from '#components/shell/page-header'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { may } from '#lib/auth/permissions'
import { AppliedScope } from '../../applied-scope'
import { saveGroup } from '../actions'
import { groupOf } from './group-of'

type Params = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await groupOf((await params).id)).group.unicodeAddress }
}

export default async function GroupPage({ params }: Params) {
  const { actor, group } = await groupOf((await params).id)
  const t = await getTranslations('groups')
  const writes = may(actor, 'group.write')
  const { id, version, name, members, whoMayPost, senders, enabled, note, domain } = group
  return (
    <MessagesScope namespaces={['form']}>
      <AppliedScope actor={actor} domains={[domain.name]}>
        <div className="mx-auto max-w-3xl">
          <PageHeader
            breadcrumbs={[
              { label: domain.unicodeName, href: domainPath(domain) },
              { label: t('title'), href: `${domainPath(domain)}/groups` },
            ]}
            title={<Address value={group.unicodeAddress} ascii={group.address} />}
            badges={
              <>
                <CopyButton bare value={group.address} label={t('field.address')} />
                <Badge>{t('members', { count: group.memberCount })}</Badge>
                {!enabled && <Badge tone="warn">{t('disabled')}</Badge>}
              </>
            }
            sub={<AppliedLive domain={domain.name} />}
            actions={
              writes && (
                <LinkButton href={`/groups/${id}/delete`} icon={<Trash2 aria-hidden />}>
                  {t('edit.delete')}
                </LinkButton>
              )
            }
          />
          <Card>
            <GroupForm
              action={writes ? saveGroup : undefined}
              target={{ id, version }}
              initial={{ name, members, whoMayPost, senders, enabled, note }}
              cancelHref={`${domainPath(domain)}/groups`}
            />
          </Card>
        </div>
      </AppliedScope>
    </MessagesScope>
  )
}
