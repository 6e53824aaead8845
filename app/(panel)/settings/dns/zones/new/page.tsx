import { getTranslations } from 'next-intl/server'
import { ZoneForm } from '#components/publication/zone-form'
import { zonesPath } from '#components/publication/zone-table'
import { Card } from '#components/ui/card'
import { LinkButton } from '#components/ui/link-button'
import { pageActor } from '#lib/auth/current-actor'
import { zoneKinds } from '#lib/publication/schema'
import { addZone } from '../actions'

type Search = { kind?: string | string[]; name?: string | string[] }

export default async function NewZonePage({ searchParams }: { searchParams: Promise<Search> }) {
  await pageActor(`${zonesPath}/new`, 'settings.write')
  const t = await getTranslations('publication')
  const search = await searchParams
  const kind = zoneKinds.find((one) => one === search.kind) ?? 'rfc2136'
  const name = typeof search.name === 'string' ? search.name : ''
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Card title={t('settings.newTitle')} sub={t('settings.newSub')}>
        <div className="flex flex-col gap-5">
          <nav aria-label={t('settings.kind')} className="flex flex-wrap gap-2">
            {zoneKinds.map((one) => (
              <LinkButton
                key={one}
                href={`${zonesPath}/new?kind=${one}&name=${encodeURIComponent(name)}`}
                size="small"
                look={one === kind ? 'primary' : 'secondary'}
                aria-current={one === kind ? 'page' : undefined}
              >
                {t(`kinds.${one}`)}
              </LinkButton>
            ))}
          </nav>
          <ZoneForm key={kind} kind={kind} name={name} action={addZone} />
        </div>
      </Card>
    </div>
  )
}
