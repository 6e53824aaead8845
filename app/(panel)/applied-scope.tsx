import type { ReactNode } from 'react'
import { AppliedProvider } from '#components/domains/applied-live'
import type { Actor } from '#lib/auth/actor'
import { applyStatus } from '#lib/changes/apply-status'

/** What is inside knows, live, where these domains stand on their hosts. */
export async function AppliedScope({ actor, domains, children }: { actor: Actor; domains: readonly string[]; children: ReactNode }) {
  const names = [...new Set(domains)].sort()
  return (
    <AppliedProvider domains={names} first={await applyStatus(actor, names)}>
      {children}
    </AppliedProvider>
  )
}
