import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { isAdviceCode } from '#lib/logs/advice/advice'
import type { NamedCount, TrafficView } from '#lib/traffic/schema'

interface ListProps {
  title: string
  rows: readonly NamedCount[]
  none: string
  /** Without it the name itself. */
  nameOf?: (name: string) => string
  mono?: boolean
}

export function TopLists({ top, rejections }: Pick<TrafficView, 'top' | 'rejections'>) {
  const t = useTranslations('traffic.top')
  const advice = useTranslations('advice.code')
  const meaning = (code: string) => (isAdviceCode(code) ? advice(`${code}.meaning`) : t('other'))
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <div className="lg:col-span-2">
        <List title={t('rejections')} rows={rejections} none={t('noRejections')} nameOf={meaning} />
      </div>
      {(['senders', 'recipients', 'destinations', 'domains'] as const).map((key) => (
        <List key={key} title={t(key)} rows={top[key]} none={t('none')} mono />
      ))}
    </div>
  )
}

/** Names with a bar as long as their share of the largest. */
function List({ title, rows, none, nameOf, mono }: ListProps) {
  const format = useFormatter()
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <Card title={title}>
      {rows.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {rows.map(({ name, count }) => (
            <li key={name} className="min-w-0">
              <span className="flex items-baseline justify-between gap-4 text-sm">
                <bdi className={mono ? 'min-w-0 truncate font-mono' : 'min-w-0'}>{nameOf ? nameOf(name) : name}</bdi>
                <span className="tabular-nums">{format.number(count)}</span>
              </span>
              {/* An SVG, for the content security policy takes no style of an element. */}
              <svg aria-hidden="true" className="mt-1 block h-1 w-full rounded-full bg-hover text-accent">
                <rect width={`${(count / most) * 100}%`} height="100%" fill="currentColor" />
              </svg>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
