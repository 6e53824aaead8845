'use client'

import { createContext, type ReactNode } from 'react'

/** Whether the person has a password here at all, to be asked for again. */
export const OwnPassword = createContext(true)

export function OwnPasswordScope({ has, children }: { has: boolean; children: ReactNode }) {
  return <OwnPassword value={has}>{children}</OwnPassword>
}
