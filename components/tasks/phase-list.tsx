import { Circle, CircleCheck, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '#components/ui/class-names'
import { Progress } from '#components/ui/progress'
import type { TaskRow } from '#lib/tasks/schema'

type Phase = NonNullable<TaskRow['phase']>

function phasesOf({ action, noun }: TaskRow): Phase[] {
  if (action !== 'import') return ['saving', 'recording']
  return noun === 'mailboxes' ? ['checking', 'securing', 'saving', 'recording'] : ['checking', 'saving', 'recording']
}

/** The steps in their order: behind it, under way with its counts, ahead. */
export function PhaseList({ task, counts }: { task: TaskRow; counts: string }) {
  const t = useTranslations('tasks')
  const phases = phasesOf(task)
  const at = task.phase === null ? -1 : phases.indexOf(task.phase)
  return (
    <ol aria-label={t('progress')} className="flex flex-col gap-3">
      {phases.map((phase, index) => {
        const name = t(`phase.${phase}`)
        const now = index === at
        const Icon = now ? LoaderCircle : index < at ? CircleCheck : Circle
        const ink = now ? 'text-accent-ink' : index < at ? 'text-good' : 'text-faint'
        return (
          <li key={phase} aria-current={now ? 'step' : undefined} className="flex items-start gap-3">
            <Icon aria-hidden className={classNames('mt-1 size-4 shrink-0', ink, now && 'animate-spin')} />
            <div className="min-w-0 flex-1">
              <p className={now ? 'font-medium' : 'text-muted'}>{name}</p>
              {now && (
                <div className="mt-1.5">
                  <Progress label={name} value={task.done} max={task.total} text={counts} />
                </div>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
