'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { useOffered } from './offered'

interface HostLinkProps {
  /** Below /hosts/, begun by the host's name or id. */
  to: string
  children: ReactNode
  look?: 'plain' | 'underlined'
}

/** To a page of a host, for those who have such pages; plain words for the others. */
export function HostLink({ to, children, look = 'plain' }: HostLinkProps) {
  const { has } = useOffered()
  if (!has.includes('hosts')) return <span>{children}</span>
  return (
    <Link href={`/hosts/${to}`} className={`rounded-sm ${look === 'plain' ? 'hover:underline' : 'underline underline-offset-3'}`}>
      {children}
    </Link>
  )
}
