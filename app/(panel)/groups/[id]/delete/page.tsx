import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/form/action-form'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { Section } from '#components/ui/section'
import { deleteGroup } from '#lib/groups/commands'
import { ProposedLines } from '../../../planned-lines'
import { removeGroup } from '../../actions'
import { groupOf } from '../group-of'

export default async function DeleteGroupPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, group } = await groupOf((await params).id)
  const t = await getTranslations('groups')
  const { id, version, unicodeAddress } = group
  return (
    <MessagesScope namespaces={['form']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader
          title={t('delete.title', { address: unicodeAddress })}
          sub={t('delete.sub')}
          breadcrumbs={[
            { label: t('title'), href: '/groups' },
            { label: unicodeAddress, href: `/groups/${id}` },
          ]}
        />
        <div className="flex flex-col gap-6">
          <Section title={t('delete.lines')}>
            <ProposedLines actor={actor} command={() => deleteGroup(actor, id, version)} />
          </Section>
          <ActionForm
            action={removeGroup}
            target={{ id, version }}
            labels={{}}
            look="danger"
            submitLabel={t('delete.submit')}
            savedText={t('delete.saved')}
            doneHref="/groups"
            cancelHref={`/groups/${id}`}
          />
        </div>
      </div>
    </MessagesScope>
  )
}
