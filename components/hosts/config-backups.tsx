import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { RelativeTime } from '#components/ui/relative-time'
import type { FormAction } from '#lib/web/action-state'

interface ConfigBackupsProps {
  hostId: string
  backups: readonly { readonly at: string; readonly actorName: string; readonly backup: string }[]
  /** Absent for those who may not. */
  undo: FormAction | undefined
}

/** The copies that each change of the configuration left on the host, newest first. */
export function ConfigBackups({ hostId, backups, undo }: ConfigBackupsProps) {
  const t = useTranslations('hosts.config')
  if (backups.length === 0) return <p className="text-muted">{t('noBackups')}</p>
  return (
    <ul className="divide-y rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      {backups.map(({ at, actorName, backup }) => (
        <li key={backup} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
          <span className="min-w-0 flex-1 basis-52">
            {t.rich('undoAt', { when: () => <RelativeTime value={at} /> })}
            <span className="block text-faint text-sm">
              <code className="font-mono">{backup}</code> · <bdi>{actorName}</bdi>
            </span>
          </span>
          {undo && (
            <ActButton
              label={t('undoButton')}
              size="small"
              icon={<Undo2 aria-hidden />}
              action={undo}
              fields={{ $id: hostId, backup }}
              done={t('undone')}
              confirm={{ title: t('undoTitle'), description: t('undoBody', { backup }), confirmLabel: t('undoButton'), danger: true }}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
