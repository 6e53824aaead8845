'use client'

import { usePathname } from 'next/navigation'
import type { ComponentProps } from 'react'
import { NavList } from '#components/shell/nav-list'

/** The parts of a person's own pages, drawn by the server; the browser says which one this is. */
export function MeNav({ label, groups }: Pick<ComponentProps<typeof NavList>, 'label' | 'groups'>) {
  const [, , page = ''] = usePathname().split('/')
  return <NavList label={label} groups={groups} here={page} />
}
