import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { Banner } from '#components/ui/banner'
import { RelativeTime } from '#components/ui/relative-time'
import { TextLink } from '#components/ui/text-link'
import type { KnownFact } from '#lib/messages/schema'

/** What the panel knows of the cause by itself. */
export function KnownFacts({ facts }: { facts: readonly KnownFact[] }) {
  const t = useTranslations('messages')
  if (facts.length === 0) return null
  return (
    <Banner tone="warn" title={t('cause.known')}>
      <ul className="flex flex-col gap-1">
        {facts.map(({ code, subject, at, by, href }) => (
          <li key={`${code} ${subject}`}>
            {t.rich(`fact.${code}`, { subject: () => <Address value={subject} /> })}{' '}
            {by !== null && <bdi>{t('fact.by', { name: by })}</bdi>} {at !== null && <RelativeTime value={at} />}{' '}
            {href !== null && <TextLink href={href}>{t('fact.look')}</TextLink>}
          </li>
        ))}
      </ul>
    </Banner>
  )
}
