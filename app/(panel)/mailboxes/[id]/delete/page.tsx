import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { ActionForm } from '#components/form/action-form'
import { TypedNameField } from '#components/form/typed-name-field'
import { MailboxImpactList } from '#components/mailboxes/mailbox-impact-list'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { Section } from '#components/ui/section'
import { Skeleton } from '#components/ui/skeleton'
import type { Actor } from '#lib/auth/actor'
import { deleteMailbox } from '#lib/mailboxes/commands'
import { mailboxImpact } from '#lib/mailboxes/impact'
import { ProposedLines } from '../../../planned-lines'
import { removeMailbox } from '../../actions'
import { mailboxOf } from '../mailbox-of'

const dayMs = 86_400_000

export default async function DeleteMailboxPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, mailbox } = await mailboxOf((await params).id)
  const t = await getTranslations('mailboxes')
  const { id, version, unicodeAddress } = mailbox
  return (
    <MessagesScope namespaces={['form']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader
          title={t('delete.title', { address: unicodeAddress })}
          sub={t('delete.sub')}
          breadcrumbs={[
            { label: t('title'), href: '/mailboxes' },
            { label: unicodeAddress, href: `/mailboxes/${id}` },
          ]}
        />
        <div className="flex flex-col gap-6">
          <Suspense fallback={<Skeleton rows={4} label={t('usageLoading')} />}>
            <Impact actor={actor} id={id} />
          </Suspense>
          <Section title={t('delete.lines')}>
            <ProposedLines actor={actor} command={() => deleteMailbox(actor, id, version)} />
          </Section>
          <Card>
            <ActionForm
              action={removeMailbox}
              target={{ id, version }}
              labels={{}}
              look="danger"
              submitLabel={t('delete.submit')}
              savedText={t('delete.saved')}
              doneHref="/archive"
              cancelHref={`/mailboxes/${id}`}
            >
              <TypedNameField name={unicodeAddress} />
            </ActionForm>
          </Card>
        </div>
      </div>
    </MessagesScope>
  )
}

async function Impact({ actor, id }: { actor: Actor; id: string }) {
  const impact = await mailboxImpact(actor, [id])
  return <MailboxImpactList impact={impact} keptUntil={new Date(Date.now() + impact.archiveDays * dayMs)} />
}
