import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { CopyButton } from '#components/ui/copy-button'
import { LinkButton } from '#components/ui/link-button'

/** What lib/audit found. */
export interface ChainResult {
  readonly entries: number
  readonly lastHash: string
  readonly broken: { readonly revision: string; readonly kind: 'gap' | 'unlinked' | 'edited' | 'unknown_end' } | null
}

export function ChainVerdict({ result }: { result: ChainResult }) {
  const t = useTranslations('audit.verify')
  if (result.broken) {
    const { revision, kind } = result.broken
    return (
      <Banner
        tone="bad"
        title={t('broken', { id: revision })}
        actions={
          <LinkButton href={`/changes/${revision}`} size="small">
            {t('open', { id: revision })}
          </LinkButton>
        }
      >
        {t(`reason.${kind}`)} {t('brokenBody', { count: result.entries, id: revision })}
      </Banner>
    )
  }
  return (
    <Banner tone="good" title={t('unbroken', { count: result.entries })}>
      {result.entries > 0 && (
        <>
          {t('unbrokenBody')}{' '}
          <span className="whitespace-nowrap">
            <code className="font-mono text-sm" title={result.lastHash}>
              {t('head', { hash: `${result.lastHash.slice(0, 16)}…` })}
            </code>
            <CopyButton bare value={result.lastHash} label={t('copyHead')} />
          </span>
        </>
      )}
    </Banner>
  )
}
