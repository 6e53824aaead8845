import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { CsvMistakes } from '#components/csv/csv-mistakes'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import type { TaskView } from '#lib/tasks/schema'
import { buttonClass } from '../ui/button-class'

/** How it ended, and where to go from there. `refused`: why, in sentences, where no line of a file is to blame. */
export function TaskOutcome({ task, refused }: { task: TaskView; refused: readonly string[] }) {
  const t = useTranslations('tasks')
  const list = `/${task.noun}`
  const again = task.action === 'import' && (
    <LinkButton href={`${list}/import`} size="small">
      {t('again')}
    </LinkButton>
  )
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
