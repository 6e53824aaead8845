import { ZoneCard } from '#components/publication/zone-card'
import { zonesPath } from '#components/publication/zone-table'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getZone } from '#lib/publication/zones'
import { orNotFound } from '#lib/web/or-not-found'
import { dropZone, saveZone, tryZone } from '../actions'

export default async function ZonePage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name)
  const actor = await pageActor(`${zonesPath}/${encodeURIComponent(name)}`, 'settings.read')
  const zone = await orNotFound(getZone(actor, name))
  return (
    <div className="max-w-3xl">
      <ZoneCard zone={zone} actions={may(actor, 'settings.write') ? { save: saveZone, test: tryZone, remove: dropZone } : null} />
    </div>
  )
}
