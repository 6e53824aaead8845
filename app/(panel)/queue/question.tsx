'use server'

import { getLocale, getTranslations } from 'next-intl/server'
import { requireActor } from '#lib/auth/current-actor'
import { requirePermission } from '#lib/auth/permissions'
import { formatNumber } from '#lib/format'
import { measureQueue } from '#lib/queue/act'
import { formInput } from '#lib/web/form-input'
import { queueForm, searchIn } from '#lib/web/queue-form'
import type { BulkQuestion } from '../bulk-question'

const destinationsMax = 8
const taskAbove = 1000

/** How many messages are meant, and for whom they are, before anything is done to them. */
export async function queueQuestion(form: FormData): Promise<BulkQuestion> {
  const actor = await requireActor()
  requirePermission(actor, 'queue.write')
  const { host, id, matching } = queueForm.parse(formInput(queueForm, form))
  if (matching === undefined) return { count: id.length, body: null }
  const { count, destinations } = await measureQueue(actor, host, searchIn(matching))
  const [t, locale] = await Promise.all([getTranslations('queue.act'), getLocale()])
  const body = (
    <div className="flex flex-col gap-3">
      <div>
        <p className="font-medium">{t('byDestination')}</p>
        <ul className="mt-1 flex flex-col gap-0.5">
          {destinations.slice(0, destinationsMax).map(({ destination, messages }) => (
            <li key={destination} className="flex justify-between gap-4">
              <bdi className="min-w-0 break-all font-mono text-sm">{destination}</bdi>
              <span className="tabular-nums">{formatNumber(messages, locale)}</span>
            </li>
          ))}
        </ul>
        {destinations.length > destinationsMax && (
          <p className="mt-1 text-muted text-sm">{t('moreDestinations', { count: destinations.length - destinationsMax })}</p>
        )}
      </div>
      {count > taskAbove && <p className="text-muted">{t('byTask')}</p>}
    </div>
  )
  return { count, body }
}
