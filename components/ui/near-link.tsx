'use client'

import Link from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * A link whose page is asked for when the pointer, a finger or the focus comes near, and not because it is drawn: a page that is kept true is
 * drawn anew every few seconds, and each time would ask for every page that it leads to.
 */
export function NearLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  const [isNear, setIsNear] = useState(false)
  const comeNear = () => setIsNear(true)
  return <Link {...props} prefetch={isNear ? undefined : false} onMouseEnter={comeNear} onTouchStart={comeNear} onFocus={comeNear} />
}
