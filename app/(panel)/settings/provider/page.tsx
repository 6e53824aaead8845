import { ProviderSettings } from '#components/settings/provider-settings'
import { ProviderTest } from '#components/settings/provider-test'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getProvider } from '#lib/oidc/settings'
import { saveProvider, testProvider } from '../actions'

export default async function ProviderPage() {
  const actor = await pageActor('/settings/provider', 'settings.read')
  const provider = await getProvider(actor)
  const writes = may(actor, 'settings.write')
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <ProviderSettings provider={provider} action={writes ? saveProvider : undefined} />
      {writes && provider.issuer !== '' && <ProviderTest action={testProvider} />}
    </div>
  )
}
