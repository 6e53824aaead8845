'use client'

import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { NavList } from './nav-list'
import { useOffered } from './offered'
import { type PlaceKey, placeOf, placeSections } from './places'

/** The places of the panel, as far as they are for whoever looks. */
export function NavLinks({ icons }: { icons: Record<PlaceKey, ReactNode> }) {
  const t = useTranslations('shell.nav')
  const { has } = useOffered()
  const groups = placeSections
    .map(({ key, places }) => ({
      key: key ?? 'top',
      title: key && t(key),
      links: places
        .filter((place) => has.includes(place.key))
        .map((place) => ({ key: place.key, href: place.href, label: t(place.key), icon: icons[place.key] })),
    }))
    .filter(({ links }) => links.length > 0)
  return <NavList label={t('label')} groups={groups} here={placeOf(usePathname())} />
}
