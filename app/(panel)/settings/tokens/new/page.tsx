import { getTranslations } from 'next-intl/server'
import { TokenForm } from '#components/settings/token-form'
import { Card } from '#components/ui/card'
import { TextLink } from '#components/ui/text-link'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { grantable } from '#lib/auth/token-limits'
import { env } from '#lib/env'
import { makeToken } from '../../actions'

const dayMs = 86_400_000
const days = ['90', '30', '7', '365'] as const

export default async function NewTokenPage() {
  const actor = await pageActor('/settings/tokens/new', 'token.write')
  const t = await getTranslations('settings.tokens')
  const now = Date.now()
  const ends = days.map((count) => ({ value: new Date(now + Number(count) * dayMs).toISOString(), label: t(`expiryOption.${count}`) }))
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <TextLink href="/settings/tokens">{t('back')}</TextLink>
      <Card title={t('create')} sub={t('createSub')}>
        <TokenForm
          action={makeToken}
          publicUrl={env('NEXTAUTH_URL')}
          permissions={grantable.filter((permission) => may(actor, permission))}
          ends={actor.role === 'owner' ? [...ends, { value: '', label: t('expiryOption.never') }] : ends}
        />
      </Card>
    </div>
  )
}
