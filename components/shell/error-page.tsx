'use client'

import { useTranslations } from 'next-intl'
import { buttonClass } from '../ui/button-class'

interface ErrorPageProps {
  /** Its own text is for the log; a person is shown the reference under which the log has it. */
  error: Error & { digest?: string }
  retry: () => void
}

/**
 * Every page carries this, so that it needs no network when something fails: kept to plain elements for that reason. The
 * way home is a whole new page load, because what failed may be the part that loads pages.
 */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations('shell.error')
  return (
    <div role="alert" className="mx-auto flex max-w-2xl flex-col items-center px-4 py-20 text-center">
      <h1 className="font-semibold text-xl tracking-[-0.01em]">{t('title')}</h1>
      <p className="mt-1 max-w-md text-balance text-muted">{t('body')}</p>
      {error.digest && (
        <p className="mt-3 text-muted text-sm">
          {t('reference')} <code className="select-all rounded-sm bg-hover px-1.5 py-0.5 font-mono text-ink">{error.digest}</code>
        </p>
      )}
      <p className="mt-5 flex flex-wrap justify-center gap-2">
        <button type="button" onClick={retry} className={buttonClass({ look: 'primary' })}>
          {t('retry')}
        </button>
        <a href="/" className={buttonClass({})}>
          {t('home')}
        </a>
      </p>
    </div>
  )
}
