import { getTranslations } from 'next-intl/server'
import { AliasImpactList } from '#components/aliases/alias-impact-list'
import { ActionForm } from '#components/form/action-form'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { Section } from '#components/ui/section'
import { deleteAlias } from '#lib/aliases/commands'
import { aliasImpact } from '#lib/aliases/queries'
import { ProposedLines } from '../../../planned-lines'
import { removeAlias } from '../../actions'
import { aliasOf } from '../alias-of'

export default async function DeleteAliasPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, alias } = await aliasOf((await params).id)
  const t = await getTranslations('aliases')
  const impact = await aliasImpact(actor, alias.id)
  return (
    <MessagesScope namespaces={['form']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader
          title={t('delete.title', { address: alias.unicodeAddress })}
          sub={t('delete.sub')}
          breadcrumbs={[
            { label: t('title'), href: '/aliases' },
            { label: alias.unicodeAddress, href: `/aliases/${alias.id}` },
          ]}
        />
        <div className="flex flex-col gap-6">
          <Card title={t('delete.dangling')}>
            <AliasImpactList impact={impact} />
          </Card>
          <Section title={t('delete.lines')}>
            <ProposedLines actor={actor} command={() => deleteAlias(actor, alias.id, alias.version)} />
          </Section>
          <ActionForm
            action={removeAlias}
            target={{ id: alias.id, version: alias.version }}
            labels={{}}
            look="danger"
            submitLabel={t('delete.submit')}
            savedText={t('delete.saved')}
            doneHref="/aliases"
            cancelHref={`/aliases/${alias.id}`}
          />
        </div>
      </div>
    </MessagesScope>
  )
}
