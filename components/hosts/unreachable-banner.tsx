import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FailureText } from '#components/changes/failure-text'
import { NextTry } from '#components/changes/next-try'
import { Banner } from '#components/ui/banner'
import { RelativeTime } from '#components/ui/relative-time'

interface UnreachableBannerProps {
  host: string
  since: string
  code: string | null
  retryAt: string | null
  actions?: ReactNode
}

/** Since when, why, when it is tried again, and that mail flows on meanwhile. */
export function UnreachableBanner({ host, since, code, retryAt, actions }: UnreachableBannerProps) {
  const t = useTranslations('hosts.unreachable')
  return (
    <Banner tone="bad" title={t('title', { host })} actions={actions}>
      <p>
        {t.rich('since', { since: () => <RelativeTime value={since} /> })} {retryAt && <NextTry at={retryAt} />}
      </p>
      {code && (
        <p className="mt-1 text-muted">
          <FailureText code={code} />
        </p>
      )}
      <p className="mt-1 text-muted">{t('flow')}</p>
    </Banner>
  )
}
