'use client'

import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names'
import { NearLink } from '#components/ui/near-link'

interface NavListProps {
  label: string
  groups: readonly {
    readonly key: string
    /** null: stands without a heading. */
    readonly title: string | null
    readonly links: readonly { readonly key: string; readonly href: string; readonly label: string; readonly icon: ReactNode }[]
  }[]
  /** The key of the link that we are in. */
  here: string | null
}

/** Where one can go, with the one that we are in marked. */
export function NavList({ label, groups, here }: NavListProps) {
  return (
    <nav aria-label={label} className="flex flex-col gap-5">
      {groups.map((group) => (
        <div key={group.key}>
          {group.title !== null && <p className="mb-1 px-2.5 font-medium text-faint text-xs">{group.title}</p>}
          <ul className="flex flex-col gap-px">
            {group.links.map(({ key, href, label: name, icon }) => (
              <li key={key}>
                <NearLink
                  href={href}
                  aria-current={key === here ? 'page' : undefined}
                  className={classNames(
                    'flex h-8 items-center gap-2.5 rounded-md px-2.5 transition-colors max-lg:h-10',
                    key === here
                      ? 'bg-surface font-medium text-ink shadow-rest inset-ring inset-ring-line [&_svg]:text-accent-ink'
                      : 'text-muted hover:bg-hover hover:text-ink',
                  )}
                >
                  {icon}
                  {name}
                </NearLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
