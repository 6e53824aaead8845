'use client'

import { useSelectedLayoutSegment } from 'next/navigation'
import { Tabs } from '#components/ui/tabs'

interface SegmentTabsProps {
  label: string
  path: string
  /** `key` is the part of the URL under the path, empty for the first; `also` are parts without a tab that belong to this one. */
  tabs: readonly { readonly key: string; readonly label: string; readonly count?: string; readonly also?: readonly string[] }[]
}

/** The parts of a layout. It is not drawn anew when one goes from part to part, so the browser says which part this is. */
export function SegmentTabs({ label, path, tabs }: SegmentTabsProps) {
  const segment = useSelectedLayoutSegment() ?? ''
  const active = tabs.find(({ key, also }) => key === segment || also?.includes(segment))
  return (
    <Tabs
      label={label}
      active={active?.key ?? null}
      tabs={tabs.map((tab) => ({ ...tab, href: tab.key === '' ? path : `${path}/${tab.key}` }))}
    />
  )
}
