'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { SignInAnswer } from './auth-requests'

/** One step of a sign-in: sent once, and on to `next` when it was right, where the server says what is still missing. */
export function useSignIn(next: string) {
  const router = useRouter()
  const [state, setState] = useState<{ answer: Exclude<SignInAnswer, 'signed_in'> | null; attempt: number }>({ answer: null, attempt: 0 })
  const [pending, startTransition] = useTransition()

  const give = (step: () => Promise<SignInAnswer>) => {
    if (pending) return
    startTransition(async () => {
      const answer = await step()
      if (answer !== 'signed_in') return setState(({ attempt }) => ({ answer, attempt: attempt + 1 }))
      router.replace(next)
      router.refresh()
    })
  }
  return { ...state, pending, give }
}
