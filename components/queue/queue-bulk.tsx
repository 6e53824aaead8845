import { Hand, LogOut, Play, RotateCw, Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { BulkActions, type BulkActionsProps, type BulkVerb } from '#components/list/bulk-actions'
import { count } from '#components/list/bulk-verbs'
import { Textarea } from '#components/ui/textarea'
import type { QueueAction } from '#lib/queue/schema'
import { queueFormId } from './queue-table'

const verbs = [
  ['retry', Play],
  ['hold', Hand],
  ['release', LogOut],
  ['requeue', RotateCw],
  ['bounce', Undo2],
  ['delete', Trash2],
] as const satisfies readonly (readonly [QueueAction, typeof Play])[]

type QueueBulkProps = Pick<BulkActionsProps, 'action' | 'questionOf' | 'matching'> & { host: string }

/** What can be done to ticked messages, or to all that match. */
export function QueueBulk({ host, ...bulk }: QueueBulkProps) {
  const t = useTranslations('queue.act')
  const asked = verbs.map(
    ([verb, Icon]): BulkVerb => ({
      verb,
      label: t(verb),
      icon: <Icon aria-hidden />,
      confirm: {
        title: t(`${verb}Title`, { count }),
        body: t(`${verb}Body`),
        label: t(verb),
        danger: verb === 'delete' || verb === 'bounce',
        typeCount: verb === 'delete' || verb === 'bounce',
      },
      ...(verb === 'bounce' && { fields: <BounceText />, asksOnce: true }),
    }),
  )
  return <BulkActions {...bulk} formId={queueFormId} hidden={{ host }} verbs={asked} />
}

function BounceText() {
  const t = useTranslations('queue.act')
  return (
    <label htmlFor="queue-bounce-text" className="flex flex-col gap-1.5">
      <span className="font-medium">{t('text')}</span>
      <Textarea id="queue-bounce-text" name="text" rows={4} maxLength={2000} />
      <span className="text-muted text-sm">{t('textHelp')}</span>
    </label>
  )
}
