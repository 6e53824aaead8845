import { CircleX } from 'lucide-react'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { ActButton } from '#components/form/act-button'
import { NeedItem } from '#components/overview/need-item'
import { PageHeader } from '#components/shell/page-header'
import { TaskOutcome } from '#components/tasks/task-outcome'
import { TaskPasswords } from '#components/tasks/task-passwords'
import { TaskProgress } from '#components/tasks/task-progress'
import { taskTones } from '#components/tasks/task-status'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { Status } from '#components/ui/status'
import type { AdministratorActor } from '#lib/auth/actor'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { workerHealth } from '#lib/changes/worker-health'
import { formatInstant } from '#lib/format'
import { getTask } from '#lib/tasks/queries'
import { isEnded, type TaskView } from '#lib/tasks/schema'
import { orNotFound } from '#lib/web/or-not-found'
import { sentence } from '#lib/web/sentence'
import { cancel, showPasswords } from '../actions'
import { TaskFacts } from './task-facts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tasks'))('title') }
}

export default async function TaskPage({ params }: Props) {
  const { id } = await params
  const actor = await pageActor(`/tasks/${id}`)
  const t = await getTranslations('tasks')
  const task = await orNotFound(getTask(actor, id))
  const { mistakes: _, ...row } = task
  return (
    <MessagesScope namespaces={['form', 'tasks', 'mailboxes']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader
          title={t(`what.${task.action}`, { noun: task.noun })}
          sub={task.fileName && <bdi className="break-words">{task.fileName}</bdi>}
          badges={<Status tone={taskTones[task.state]}>{t(`state.${task.state}`)}</Status>}
          breadcrumbs={[{ label: t('title'), href: '/tasks' }]}
          actions={!isEnded(task.state) && may(actor, 'change.apply') && <CancelButton task={task} />}
        />
        <div className="flex flex-col gap-6">
          {isEnded(task.state) ? (
            <TaskOutcome task={task} refused={await wholeReasons(task)} />
          ) : (
            <>
              <WorkerNeed task={task} />
              <Card>
                <TaskProgress key={task.state} first={row} drawnAt={new Date().toISOString()} />
              </Card>
            </>
          )}
          {task.passwordsUntil && <Passwords task={task} actor={actor} until={task.passwordsUntil} />}
          <TaskFacts actor={actor} task={task} />
        </div>
      </div>
    </MessagesScope>
  )
}

async function CancelButton({ task: { id, noun } }: { task: TaskView }) {
  const t = await getTranslations('tasks')
  const confirm = {
    title: t('cancelTitle'),
    description: t(noun === 'queue' ? 'cancelQueueBody' : 'cancelBody'),
    confirmLabel: t('cancelConfirm'),
    danger: true,
  }
  return <ActButton label={t('cancel')} icon={<CircleX aria-hidden />} action={cancel} fields={{ $id: id }} confirm={confirm} />
}

/** Without a worker nothing begins, and the page must not look as if it would. */
async function WorkerNeed({ task }: { task: TaskView }) {
  const { running, lastSeenAt } = task.state === 'waiting' ? await workerHealth() : { running: 1, lastSeenAt: null }
  return running === 0 && <NeedItem need={{ kind: 'worker', seenAt: lastSeenAt }} />
}

/** Whoever did not ask for the import is told who can fetch them. */
async function Passwords({ task, actor, until }: { task: TaskView; actor: AdministratorActor; until: string }) {
  const [t, locale] = await Promise.all([getTranslations('tasks'), getLocale()])
  const when = formatInstant(new Date(until), locale, 'UTC')
  if (task.administratorId === actor.id) return <TaskPasswords id={task.id} until={when} take={showPasswords} />
  return <Card title={t('passwords')}>{t('passwordsOther', { name: task.administrator, until: when })}</Card>
}

/** Where no line of a file is to blame. */
async function wholeReasons({ mistakes }: TaskView): Promise<string[]> {
  const locale = await getLocale()
  if (mistakes.some(({ line }) => line > 0)) return []
  return mistakes.map(({ code, values }) => sentence(locale, 'refusal', code, values) ?? code)
}
