'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '#components/ui/button'
import { signOut } from './auth-requests'

/** Drops a sign-in that is not finished and begins anew. */
export function LeaveButton({ label }: { label: string }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const leave = () =>
    startTransition(async () => {
      await signOut()
      router.replace('/sign-in')
      router.refresh()
    })
  return (
    <Button look="quiet" wide pending={pending} onClick={leave}>
      {label}
    </Button>
  )
}
