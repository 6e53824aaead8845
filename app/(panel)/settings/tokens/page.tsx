import { KeyRound, Plus } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { TokenTable } from '#components/settings/token-table'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { Section } from '#components/ui/section'
import { pageActor } from '#lib/auth/current-actor'
import { listTokens } from '#lib/people/queries'
import { endToken } from '../actions'

export default async function TokensPage() {
  const actor = await pageActor('/settings/tokens', 'token.write')
  const t = await getTranslations('settings.tokens')
  const tokens = await listTokens(actor)
  return (
    <Section
      title={t('title')}
      sub={
        <>
          {t('sub')}{' '}
          <a href="/api/v1/openapi.json" className="rounded-sm text-accent-ink underline underline-offset-3">
            {t('docs')}
          </a>
        </>
      }
      actions={
        <LinkButton href="/settings/tokens/new" look="primary" icon={<Plus aria-hidden />}>
          {t('create')}
        </LinkButton>
      }
    >
      {tokens.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden />} title={t('empty')}>
          {t('emptyBody')}
        </EmptyState>
      ) : (
        <TokenTable rows={tokens} revoke={endToken} />
      )}
    </Section>
  )
}
