import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { ChangeWho } from '#components/changes/change-who'
import { LiveRefresh } from '#components/shell/live-refresh'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { KeyValues } from '#components/ui/key-values'
import { RelativeTime } from '#components/ui/relative-time'
import { Status, type Tone } from '#components/ui/status'
import type { Actor } from '#lib/auth/actor'
import { formatDuration } from '#lib/format'
import type { TaskView } from '#lib/tasks/schema'
import type { ChangeView } from '#lib/web/api/envelope'
import { changeView } from '#lib/web/applied'

const tones: Record<ChangeView['state'], Tone> = {
  applied: 'good',
  unchanged: 'good',
  pending: 'waiting',
  failed: 'bad',
  drift: 'warn',
  held: 'warn',
  unreachable: 'warn',
}

/** Who asked for it and when; once it is saved, its change and what the hosts have of it. */
export async function TaskFacts({ actor, task }: { actor: Actor; task: TaskView }) {
  const [t, locale] = await Promise.all([getTranslations('tasks'), getLocale()])
  const { startedAt, endedAt, revision, digest, fileName } = task
  const change = revision === null ? null : await changeView(actor, revision)
  const took = startedAt && endedAt && formatDuration(Date.parse(endedAt) - Date.parse(startedAt), locale)
  const rows = [
    change && { key: 'hosts', label: t('fact.hosts'), value: <Status tone={tones[change.state]}>{t(`hosts.${change.state}`)}</Status> },
    revision && {
      key: 'change',
      label: t('fact.change'),
      value: (
        <Link href={`/changes/${revision}`} className="underline underline-offset-3">
          {t('toChange', { revision })}
        </Link>
      ),
    },
    { key: 'asked', label: t('fact.asked'), value: <RelativeTime value={task.createdAt} /> },
    { key: 'by', label: t('fact.by'), value: <ChangeWho name={task.administrator} via={task.via} kind="administrator" /> },
    took && { key: 'took', label: t('fact.took'), value: took },
    fileName && {
      key: 'digest',
      label: t('fact.digest'),
      value: (
        <span className="flex items-start gap-2">
          <code className="min-w-0 break-all font-mono text-xs leading-6">{digest}</code>
          <CopyButton bare label={t('fact.digest')} value={digest} />
        </span>
      ),
    },
  ].filter((row) => row !== null && row !== '')
  return (
    <Card actions={change?.state === 'pending' && <LiveRefresh url="/api/live/apply" drawnAt={new Date().toISOString()} />}>
      <KeyValues items={rows} />
    </Card>
  )
}
