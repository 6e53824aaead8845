import { DnsSettings } from '#components/dns-status/dns-settings'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getDnsSettings } from '#lib/dns-status/settings'
import { saveDnsSettings } from './actions'

export default async function DnsSettingsPage() {
  const actor = await pageActor('/settings/dns', 'settings.read')
  return <DnsSettings settings={await getDnsSettings(actor)} action={may(actor, 'settings.write') ? saveDnsSettings : undefined} />
}
