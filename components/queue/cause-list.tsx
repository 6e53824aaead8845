import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button'
import { RelativeTime } from '#components/ui/relative-time'
import type { CauseView } from '#lib/queue/schema'
import { CauseAdvice, CauseWords } from './cause-words'

const shownMax = 12

type ListedCause = CauseView & { readonly href: string }

interface CauseListProps {
  causes: readonly ListedCause[]
}

/** Why messages wait, the largest cause first, each in a sentence, with what to do and the way to the messages. */
export function CauseList({ causes }: CauseListProps) {
  const t = useTranslations('queue.causes')
  if (causes.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <>
      <ul aria-label={t('caption')} className="divide-y rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
        {causes.slice(0, shownMax).map((cause) => (
          <li key={`${cause.destination} ${cause.cause} ${cause.held}`} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-medium [overflow-wrap:anywhere]">
                {t.rich('sentence', { count: cause.messages, destination: () => <bdi className="font-mono">{cause.destination}</bdi> })}
              </p>
              <p className="mt-0.5 text-sm">
                <CauseWords {...cause} />
              </p>
              {!cause.held && (
                <p className="mt-0.5 text-muted text-sm">
                  <CauseAdvice cause={cause.cause} />
                </p>
              )}
            </div>
            <div className="flex items-center gap-4">
              <span className="text-muted text-sm">
                {t('since')} <RelativeTime value={cause.since} />
              </span>
              <LinkButton href={cause.href} size="small">
                {t('show')}
              </LinkButton>
            </div>
          </li>
        ))}
      </ul>
      {causes.length > shownMax && <p className="mt-2 text-muted text-sm">{t('more', { count: causes.length - shownMax })}</p>}
    </>
  )
}
