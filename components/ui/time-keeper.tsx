'use client'

import { useLocale } from 'next-intl'
import { useEffect } from 'react'

/** Once per page, in the shell: has every <time> of the page kept true. It draws nothing, so what does it is fetched when the page works. */
export function TimeKeeper() {
  const locale = useLocale()

  useEffect(() => {
    const gone = new AbortController()
    import('./keep-times').then(({ keepTimes }) => gone.signal.aborted || keepTimes(locale, gone.signal))
    return () => gone.abort()
  }, [locale])

  return null
}
