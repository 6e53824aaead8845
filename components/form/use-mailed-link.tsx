'use client'

import { useEffect, useState } from 'react'

type Link<Found> = 'looking' | 'over' | (Found & { token: string })

/**
 * The token of a mailed link stands behind `#`, where only this browser sees it. `look` asks what the link is for; null: it is over. Asked again when
 * the page is renewed, which must not undo what was typed since.
 */
export function useMailedLink<Found extends object>(look: (token: string) => Promise<Found | null>): Link<Found> {
  const [link, setLink] = useState<Link<Found>>('looking')
  useEffect(() => {
    const token = window.location.hash.slice(1)
    const ask = async () => {
      const found = token === '' ? null : await look(token)
      setLink((before) => (before === 'looking' ? (found ? { ...found, token } : 'over') : before))
    }
    void ask()
  }, [look])
  return link
}
