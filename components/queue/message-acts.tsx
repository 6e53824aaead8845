import { Hand, LogOut, Play, RotateCw, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import type { QueuedMessageView } from '#lib/queue/schema'
import type { FormAction } from '#lib/web/action-state'
import { BounceMessage } from './bounce-message'

interface MessageActsProps {
  message: QueuedMessageView
  action: FormAction
}

/** What can be done to this message, in the state that it is in. */
export function MessageActs({ message: { host, id, queue, sender }, action }: MessageActsProps) {
  const t = useTranslations('queue.act')
  const goTo = `/queue?host=${encodeURIComponent(host)}`
  const held = queue === 'hold'
  const fields = (verb: string) => ({ host, id, verb })
  const verbs = [
    !held && ({ verb: 'retry', icon: <Play aria-hidden /> } as const),
    held ? ({ verb: 'release', icon: <LogOut aria-hidden /> } as const) : ({ verb: 'hold', icon: <Hand aria-hidden /> } as const),
    { verb: 'requeue', icon: <RotateCw aria-hidden /> } as const,
  ].filter((one) => one !== false)
  return (
    <div className="flex flex-wrap gap-2">
      {verbs.map(({ verb, icon }) => (
        <ActButton
          key={verb}
          label={t(verb)}
          icon={icon}
          action={action}
          fields={fields(verb)}
          done={t('doneOne')}
          goTo={verb === 'requeue' ? goTo : undefined}
        />
      ))}
      {sender !== '' && <BounceMessage host={host} id={id} sender={sender} action={action} goTo={goTo} />}
      <ActButton
        label={t('deleteOne')}
        icon={<Trash2 aria-hidden />}
        action={action}
        fields={fields('delete')}
        done={t('doneOne')}
        goTo={goTo}
        confirm={{ title: t('deleteTitle', { count: 1 }), description: t('deleteBody'), confirmLabel: t('delete'), danger: true }}
      />
    </div>
  )
}
