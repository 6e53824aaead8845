import Link from 'next/link'
import { useTranslations } from 'next-intl'

/** How many domains the host did not take, and the way to them: what is not in order stands first there, each with its reason. */
export function FailedDomains({ host, count }: { host: string; count: number }) {
  const t = useTranslations('hosts.counts')
  return (
    <Link
      href={`/hosts/${host}/applied`}
      className="rounded-sm text-bad underline decoration-current/40 underline-offset-3 hover:decoration-current"
    >
      {t('failed', { count })}
    </Link>
  )
}
