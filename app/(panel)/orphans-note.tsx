import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import type { Actor } from '#lib/auth/actor'
import { listOrphans } from '#lib/orphans/queries'

/** Looks through every destination of the house, so it comes after the page and stands at its end, where it moves nothing. */
export async function OrphansNote({ actor }: { actor: Actor }) {
  const { orphans } = await listOrphans(actor)
  if (orphans.length === 0) return null
  const t = await getTranslations('overview.needs')
  return (
    <Banner
      tone="info"
      title={t('orphans', { count: orphans.length })}
      actions={
        <LinkButton href="/orphans" size="small">
          {t('look')}
        </LinkButton>
      }
    >
      {t('orphansBody')}
    </Banner>
  )
}
