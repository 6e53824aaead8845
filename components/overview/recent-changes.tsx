import { useTranslations } from 'next-intl'
import { ChangeSubject } from '#components/changes/change-subject'
import { ChangeWhat } from '#components/changes/change-what'
import { ChangeWho } from '#components/changes/change-who'
import { RelativeTime } from '#components/ui/relative-time'

interface RecentChange {
  readonly revision: string
  readonly at: string
  readonly actorKind: string
  readonly actorName: string
  readonly via: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectName: string
  readonly subjectUnicodeName: string
}

/** What was saved last, by whom. */
export function RecentChanges({ changes }: { changes: readonly RecentChange[] }) {
  const t = useTranslations('overview.recent')
  if (changes.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <ul className="flex flex-col divide-y rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      {changes.map((change) => (
        <li key={change.revision} className="flex flex-col gap-0.5 px-4 py-2.5">
          <span className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 font-medium">
              <ChangeSubject revision={change.revision} name={change.subjectUnicodeName} ascii={change.subjectName} />
            </span>
            <span className="text-faint text-sm">
              <RelativeTime value={change.at} />
            </span>
          </span>
          <span className="flex flex-wrap items-center justify-between gap-x-3 text-sm">
            <ChangeWhat action={change.action} kind={change.subjectKind} />
            <span className="text-faint">
              <ChangeWho name={change.actorName} via={change.via} kind={change.actorKind} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
