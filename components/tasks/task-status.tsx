import { useFormatter, useTranslations } from 'next-intl'
import { Status, type Tone } from '#components/ui/status'
import type { TaskRow, TaskState } from '#lib/tasks/schema'

export const taskTones: Record<TaskState, Tone> = {
  waiting: 'waiting',
  running: 'waiting',
  saved: 'good',
  refused: 'bad',
  failed: 'bad',
  cancelled: 'off',
}

/** The state as a word, and the count that belongs to it: how far it is, what it changed, what is wrong with it. */
export function TaskStatus({ task }: { task: TaskRow }) {
  const t = useTranslations('tasks')
  const format = useFormatter()
  const { state, phase, done, total, changed, mistakesTotal } = task
  const counts = () => {
    if (state === 'running' && phase !== null)
      return `${t(`phase.${phase}`)} · ${t('counts', { done: format.number(done), total: format.number(total) })}`
    if (state === 'saved') return t('changed', { count: changed ?? 0 })
    return state === 'refused' ? t('mistakes', { count: mistakesTotal }) : undefined
  }
  return (
    <Status tone={taskTones[state]} detail={counts()}>
      {t(`state.${state}`)}
    </Status>
  )
}
