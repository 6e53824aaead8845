import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/ui/link-button'

/** Ids of the chain run without a gap, so the neighbours need no question. */
export function ChangeNeighbours({ revision, newest }: { revision: string; newest: boolean }) {
  const t = useTranslations('changes.page')
  const id = BigInt(revision)
  return (
    <nav aria-label={t('neighbours')} className="flex justify-between gap-2">
      {id > 1n ? (
        <LinkButton href={`/changes/${id - 1n}`} size="small" icon={<ChevronLeft aria-hidden />}>
          {t('earlier')}
        </LinkButton>
      ) : (
        <span />
      )}
      {!newest && (
        <LinkButton href={`/changes/${id + 1n}`} size="small">
          {t('later')}
          <ChevronRight aria-hidden />
        </LinkButton>
      )}
    </nav>
  )
}
