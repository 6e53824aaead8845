import { TraceSettings } from '#components/messages/trace-settings'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getTraceSettings } from '#lib/messages/commands'
import { erasePerson, saveTraceSettings } from './actions'

export default async function LogSettingsPage() {
  const actor = await pageActor('/settings/logs', 'settings.read')
  return (
    <TraceSettings
      settings={await getTraceSettings(actor)}
      save={may(actor, 'settings.write') ? saveTraceSettings : undefined}
      erase={may(actor, 'message.write') ? erasePerson : undefined}
    />
  )
}
