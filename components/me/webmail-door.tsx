'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { LinkButton } from '#components/ui/link-button'
import { Spinner } from '#components/ui/spinner'

interface WebmailDoorProps {
  /** Of the webmail, for who must sign in there. */
  url: string
  /** Gives a ticket; null: there is none to be had. */
  ask: () => Promise<string | null>
}

/** Asks for a ticket and carries it to the webmail in the body of a request, where no log and no history has it. */
export function WebmailDoor({ url, ask }: WebmailDoorProps) {
  const t = useTranslations('me.webmailPage')
  const [ticket, setTicket] = useState<string | null | 'asked'>('asked')
  const form = useRef<HTMLFormElement>(null)
  const asked = useRef(false)

  useEffect(() => {
    // A ticket is for one time: the page that is drawn twice asks once.
    if (asked.current) return
    asked.current = true
    ask().then(setTicket, () => setTicket(null))
  }, [ask])

  useEffect(() => {
    if (ticket !== null && ticket !== 'asked') form.current?.submit()
  }, [ticket])

  if (ticket === null) {
    return (
      <div className="flex max-w-xl flex-col gap-4">
        <Banner tone="warn" title={t('failed')}>
          {t('failedBody')}
        </Banner>
        <div>
          <LinkButton href={url} prefetch={false} look="primary">
            {t('signIn')}
          </LinkButton>
        </div>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex items-center gap-2 text-muted">
        <Spinner /> {t('opening')}
      </p>
      {ticket !== 'asked' && (
        <form ref={form} method="post" action={`${url}${url.includes('?') ? '&' : '?'}_task=login&_action=postern`}>
          <input type="hidden" name="_postern_ticket" value={ticket} />
          <Button type="submit">{t('continue')}</Button>
        </form>
      )}
    </div>
  )
}
