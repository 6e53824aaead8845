import { DnsSettings } from '#components/dns-status/dns-settings'
import { ZoneTable } from '#components/publication/zone-table'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getDnsSettings } from '#lib/dns-status/settings'
import { listZones } from '#lib/publication/zones'
import { saveDnsSettings } from './actions'

export default async function DnsSettingsPage() {
  const actor = await pageActor('/settings/dns', 'settings.read')
  const [settings, zones] = await Promise.all([getDnsSettings(actor), listZones(actor)])
  const writes = may(actor, 'settings.write')
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <DnsSettings settings={settings} action={writes ? saveDnsSettings : undefined} />
      <ZoneTable zones={zones} mayAdd={writes} />
    </div>
  )
}
