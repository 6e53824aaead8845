import { classNames } from './class-names'
import { NearLink } from './near-link'
import { TabStrip } from './tab-strip'

export interface Tab {
  readonly key: string
  readonly label: string
  readonly href: string
  readonly count?: string
}

/** The parts of one subject, each with its own URL. */
export function Tabs({ label, tabs, active }: { label: string; tabs: readonly Tab[]; active: string | null }) {
  return (
    <TabStrip label={label} active={active}>
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.key}>
            <NearLink
              href={tab.href}
              aria-current={tab.key === active ? 'page' : undefined}
              className={classNames(
                'inline-flex items-center gap-1.5 whitespace-nowrap border-b-2 pt-1 pb-2.5 font-medium transition-colors focus-visible:-outline-offset-2',
                tab.key === active ? 'border-accent text-ink' : 'border-transparent text-muted hover:border-line hover:text-ink',
              )}
            >
              {tab.label}
              {tab.count !== undefined && <span className="rounded-sm bg-hover px-1.5 text-muted text-xs tabular-nums">{tab.count}</span>}
            </NearLink>
          </li>
        ))}
      </ul>
    </TabStrip>
  )
}
