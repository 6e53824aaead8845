import { Trash2 } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AliasForm } from '#components/aliases/alias-form'
import { AliasOwner, AliasState } from '#components/aliases/alias-table'
import { AppliedLive } from '#components/domains/applied-live'
import { domainPath } from '#components/domains/domain-table'
import { PageHeader } from '#components/shell/page-header'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { may } from '#lib/auth/permissions'
import { AppliedScope } from '../../applied-scope'
import { saveAlias } from '../actions'
import { aliasOf } from './alias-of'

type Params = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await aliasOf((await params).id)).alias.unicodeAddress }
}

export default async function AliasPage({ params }: Params) {
  const { actor, alias } = await aliasOf((await params).id)
  const t = await getTranslations('aliases')
  const writes = may(actor, 'alias.write')
  return (
    <MessagesScope namespaces={['form', 'aliases']}>
      <AppliedScope actor={actor} domains={[alias.domain.name]}>
        <div className="mx-auto max-w-3xl">
          <PageHeader
            breadcrumbs={[
              { label: alias.domain.unicodeName, href: domainPath(alias.domain) },
              { label: t('title'), href: `${domainPath(alias.domain)}/aliases` },
            ]}
            title={<Address value={alias.unicodeAddress} ascii={alias.address} />}
            badges={
              <>
                <CopyButton bare value={alias.address} label={t('field.address')} />
                {alias.catchAll && <Badge>{t('catchAll')}</Badge>}
                <span className="text-sm">
                  <AliasState alias={alias} />
                </span>
              </>
            }
            sub={<AppliedLive domain={alias.domain.name} />}
            actions={
              writes && (
                <LinkButton href={`/aliases/${alias.id}/delete`} icon={<Trash2 aria-hidden />}>
                  {t('edit.delete')}
                </LinkButton>
              )
            }
          />
          {alias.owner && (
            <p className="mb-4 flex flex-wrap items-center gap-x-2 text-muted">
              {t('field.owner')} <AliasOwner owner={alias.owner} />
              {alias.disposable && <Badge>{t('disposable')}</Badge>}
            </p>
          )}
          <Card>
            <AliasForm
              action={writes ? saveAlias : undefined}
              target={{ id: alias.id, version: alias.version }}
              initial={alias}
              cancelHref={`${domainPath(alias.domain)}/aliases`}
            />
          </Card>
        </div>
      </AppliedScope>
    </MessagesScope>
  )
}
