import { KeyRound } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { TokenCreate } from '#components/settings/token-create'
import { TokenTable } from '#components/settings/token-table'
import { EmptyState } from '#components/ui/empty-state'
import { Section } from '#components/ui/section'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listTokens } from '#lib/people/queries'
import { getSettings } from '#lib/settings/queries'
import { endToken, makeToken } from '../actions'

export default async function TokensPage() {
  const actor = await pageActor('/settings/tokens')
  const t = await getTranslations('settings.tokens')
  const writes = may(actor, 'token.write')
  const [tokens, { publicUrl }] = await Promise.all([writes ? listTokens(actor) : [], getSettings(actor)])
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
      actions={writes && <TokenCreate action={makeToken} publicUrl={publicUrl} />}
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
