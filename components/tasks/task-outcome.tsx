import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { CsvMistakes } from '#components/csv/csv-mistakes'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import type { TaskView } from '#lib/tasks/schema'
import { buttonClass } from '../ui/button-class'
import { QueueOutcomes } from './queue-outcomes'

/** How it ended, and where to go from there. `refused`: why, in sentences, where no line of a file is to blame. */
export function TaskOutcome({ task, refused }: { task: TaskView; refused: readonly string[] }) {
  const t = useTranslations('tasks')
  const list = `/${task.noun}`
  const again = task.action === 'import' && (
    <LinkButton href={`${list}/import`} size="small">
      {t('again')}
    </LinkButton>
  )
  if (task.noun === 'queue') return <QueueTaskOutcome task={task} />
  switch (task.state) {
    case 'saved': {
      const changed = task.changed ?? 0
      const toList = (
        <LinkButton href={list} size="small">
          {t('toList')}
        </LinkButton>
      )
      return (
        <Banner tone="good" title={t('savedTitle', { action: task.action, count: changed })} actions={toList}>
          {changed < task.total ? t('savedOf', { total: task.total }) : t('savedBody')}
        </Banner>
      )
    }
    case 'refused':
      return refused.length > 0 ? (
        <Banner tone="bad" title={t('refusedTitle')} actions={again}>
          {refused.join(' ')}
        </Banner>
      ) : (
        <div className="flex flex-col gap-3">
          <CsvMistakes report={task} />
          <div className="flex flex-wrap gap-2">
            <a href={`/tasks/${task.id}/mistakes`} download className={buttonClass({ size: 'small' })}>
              <Download aria-hidden />
              {t('mistakesCsv')}
            </a>
            {again}
          </div>
        </div>
      )
    case 'failed':
      return (
        <Banner tone="bad" title={t('failedTitle')} actions={again}>
          <FailureText code={task.errorCode ?? 'internal'} /> {t('reference', { reference: task.reference ?? '' })}
        </Banner>
      )
    case 'cancelled':
      return <Banner tone="info" title={t('cancelledTitle')} actions={again} />
    default:
      return null
  }
}

/** What was done to messages is done, however it ended. */
function QueueTaskOutcome({ task }: { task: TaskView }) {
  const t = useTranslations('tasks')
  const changed = task.changed ?? 0
  if (task.state === 'saved') {
    const toList = (
      <LinkButton href="/queue" size="small">
        {t('toList')}
      </LinkButton>
    )
    return (
      <>
        <Banner tone={changed < task.total ? 'warn' : 'good'} title={t('savedQueueTitle', { count: changed })} actions={toList}>
          {changed < task.total ? t('savedQueueOf', { total: task.total }) : t('savedQueueBody')}
        </Banner>
        {task.outcomes && <QueueOutcomes {...task.outcomes} />}
      </>
    )
  }
  if (task.state === 'cancelled') return <Banner tone="info" title={t('cancelledQueueTitle')} />
  return (
    <Banner tone="bad" title={t('failedQueueTitle')}>
      <FailureText code={task.errorCode ?? 'internal'} /> {t('reference', { reference: task.reference ?? '' })}
    </Banner>
  )
}
