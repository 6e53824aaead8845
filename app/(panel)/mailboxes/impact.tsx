'use server'

import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { requireActor } from '#lib/auth/current-actor'
import { requirePermission } from '#lib/auth/permissions'
import { formatBytes } from '#lib/format'
import { bulkChangeMailboxes } from '#lib/mailboxes/bulk'
import { mailboxImpact } from '#lib/mailboxes/impact'
import { ProposedLines } from '../planned-lines'

/** What depends on the ticked mailboxes, and the lines that would go with them. */
export async function mailboxBulkImpact(form: FormData): Promise<ReactNode> {
  const actor = await requireActor()
  requirePermission(actor, 'mailbox.write')
  const ids = form.getAll('id').filter((id) => typeof id === 'string')
  const t = await getTranslations('mailboxes.bulk')
  const [locale, format, impact] = await Promise.all([getLocale(), getFormatter(), mailboxImpact(actor, ids)])
  const days = impact.archiveDays
  const mail = impact.bytes === null ? t('impactMailUnknown', { days }) : t('impactMail', { size: formatBytes(impact.bytes, locale), days })
  const pointing = [
    impact.aliases.length > 0 && `${t('impactAliases', { count: impact.aliases.length })} ${format.list(impact.aliases.slice(0, 5))}`,
    impact.groups.length > 0 && `${t('impactGroups', { count: impact.groups.length })} ${format.list(impact.groups.slice(0, 5))}`,
    impact.forwards.length > 0 && `${t('impactForwards', { count: impact.forwards.length })} ${format.list(impact.forwards.slice(0, 5))}`,
  ].filter((line) => line !== false)
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col gap-1">
        <li>{mail}</li>
        {pointing.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ProposedLines actor={actor} command={() => bulkChangeMailboxes(actor, { action: 'delete', selection: { ids } })} />
    </div>
  )
}
