'use client'

import { useSelectedLayoutSegment } from 'next/navigation'
import { Tabs } from '#components/ui/tabs'

interface DomainTabsProps {
  label: string
  path: string
  /** `key` is the part of the URL under the domain; empty for the first. */
  tabs: readonly { readonly key: string; readonly label: string; readonly count?: string }[]
}

/** A frame is not drawn anew when one goes from part to part, so the browser says which part this is. */
export function DomainTabs({ label, path, tabs }: DomainTabsProps) {
  const segment = useSelectedLayoutSegment() ?? ''
  return (
    <Tabs
      label={label}
      active={segment === 'delete' ? 'settings' : segment}
      tabs={tabs.map((tab) => ({ ...tab, href: tab.key === '' ? path : `${path}/${tab.key}` }))}
    />
  )
}
