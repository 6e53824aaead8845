'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import useSWR from 'swr'
import { Banner } from '#components/ui/banner'
import { DataAge } from '#components/ui/data-age'
import { formatNumber } from '#lib/format'
import type { TaskRow } from '#lib/tasks/schema'
import { PhaseList } from './phase-list'

const everyMs = 600
const missedPolls = 5

async function readTask(url: string): Promise<TaskRow> {
  const response = await fetch(url, { headers: { accept: 'application/json' }, cache: 'no-store' })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response.json()
}

/** Counts what is done while it is done. When it has begun or ended the server draws the page again. */
export function TaskProgress({ first, drawnAt }: { first: TaskRow; drawnAt: string }) {
  const t = useTranslations('tasks')
  const locale = useLocale()
  const router = useRouter()
  const [heardAt, setHeardAt] = useState(drawnAt)
  const { data: task = first } = useSWR<TaskRow, Error>(`/api/live/tasks?id=${first.id}`, readTask, {
    fallbackData: first,
    refreshInterval: everyMs,
    dedupingInterval: 200,
    onSuccess: () => setHeardAt(new Date().toISOString()),
  })
  const moved = task.state !== first.state
  useEffect(() => {
    if (moved) router.refresh()
  }, [moved, router])

  const counts = t('counts', { done: formatNumber(task.done, locale), total: formatNumber(task.total, locale) })
  return (
    <div className="flex flex-col gap-4">
      <div className="flex justify-end">
        <DataAge at={heardAt} staleAfterMs={everyMs * missedPolls + 2000} />
      </div>
      {task.state === 'waiting' && (
        <Banner tone="info" title={t('state.waiting')}>
          {t('waitingBody')}
        </Banner>
      )}
      <PhaseList task={task} counts={counts} />
      <p className="text-muted text-sm">{t(task.noun === 'queue' ? 'leaveQueue' : 'leave')}</p>
    </div>
  )
}
