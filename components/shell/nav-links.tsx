'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names'
import { type PlaceKey, placeOf, placeSections } from './places'

interface NavLinksProps {
  icons: Record<PlaceKey, ReactNode>
  onNavigate?: () => void
}

/** The places, with the one that we are in marked. */
export function NavLinks({ icons, onNavigate }: NavLinksProps) {
  const t = useTranslations('shell.nav')
  const here = placeOf(usePathname())
  return (
    <nav aria-label={t('label')} className="flex flex-col gap-5">
      {placeSections.map((section) => (
        <div key={section.key ?? 'top'}>
          {section.key && <p className="mb-1 px-2.5 font-medium text-faint text-xs">{t(section.key)}</p>}
          <ul className="flex flex-col gap-px">
            {section.places.map(({ key, href }) => (
              <li key={key}>
                <Link
                  href={href}
                  onClick={onNavigate}
                  aria-current={key === here ? 'page' : undefined}
                  className={classNames(
                    'flex h-8 items-center gap-2.5 rounded-md px-2.5 transition-colors max-lg:h-10',
                    key === here
                      ? 'bg-surface font-medium text-ink shadow-rest inset-ring inset-ring-line [&_svg]:text-accent-ink'
                      : 'text-muted hover:bg-hover hover:text-ink',
                  )}
                >
                  {icons[key]}
                  {t(key)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
