import Link from 'next/link'
import type { ComponentProps } from 'react'

/** A link in running text. */
export function TextLink(props: Omit<ComponentProps<typeof Link>, 'className'>) {
  return <Link {...props} className="rounded-sm text-accent-ink underline underline-offset-3" />
}
