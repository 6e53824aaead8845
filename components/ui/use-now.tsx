'use client'

import { useEffect, useState } from 'react'

/**
 * The present, renewed every `everyMs`. Null until the browser runs, so that server and browser draw the same first
 * picture; what needs a present before that brings its own.
 */
export function useNow(everyMs: number): Date | null {
  const [now, setNow] = useState<Date | null>(null)

  useEffect(() => {
    const renew = () => setNow(new Date())
    renew()
    const timer = setInterval(renew, everyMs)
    return () => clearInterval(timer)
  }, [everyMs])

  return now
}
