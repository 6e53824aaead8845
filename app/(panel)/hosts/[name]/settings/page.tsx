import { HostRemoval } from '#components/hosts/host-removal'
import { HostSettings } from '#components/hosts/host-settings'
import { may } from '#lib/auth/permissions'
import { dropHost, saveHost } from '../../actions'
import { hostOf } from '../host-of'

export default async function HostSettingsPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, host } = await hostOf((await params).name)
  const writes = may(actor, 'host.write')
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <HostSettings host={host} action={writes ? saveHost : undefined} />
      {writes && <HostRemoval host={host} action={dropHost} />}
    </div>
  )
}
