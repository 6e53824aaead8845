import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { MailboxImpactList } from '#components/mailboxes/mailbox-impact-list'
import { Skeleton } from '#components/ui/skeleton'
import type { Actor } from '#lib/auth/actor'
import { deleteMailbox } from '#lib/mailboxes/commands'
import { mailboxImpact } from '#lib/mailboxes/impact'
import { AddressDeletion } from '../../../deletion'
import { removeMailbox } from '../../actions'
import { mailboxOf } from '../mailbox-of'

const dayMs = 86_400_000

export default async function DeleteMailboxPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, mailbox } = await mailboxOf((await params).id, 'mailbox.write')
  const t = await getTranslations('mailboxes')
  return (
    <AddressDeletion
      actor={actor}
      noun="mailboxes"
      row={mailbox}
      command={() => deleteMailbox(actor, mailbox.id, mailbox.version)}
      action={removeMailbox}
      impact={
        <Suspense fallback={<Skeleton rows={4} label={t('usageLoading')} />}>
          <Impact actor={actor} id={mailbox.id} />
        </Suspense>
      }
      nameToType={mailbox.unicodeAddress}
      doneHref="/archive"
    />
  )
}

async function Impact({ actor, id }: { actor: Actor; id: string }) {
  const impact = await mailboxImpact(actor, [id])
  return <MailboxImpactList impact={impact} keptUntil={new Date(Date.now() + impact.archiveDays * dayMs)} />
}
