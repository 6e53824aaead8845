import { redirect } from 'next/navigation'
import { PanelSettings } from '#components/settings/panel-settings'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getSettings } from '#lib/settings/queries'
import { saveSettings } from './actions'

export default async function SettingsPage() {
  const actor = await pageActor('/settings')
  if (!may(actor, 'settings.read')) redirect('/settings/account')
  return <PanelSettings settings={await getSettings(actor)} action={may(actor, 'settings.write') ? saveSettings : undefined} />
}
