import { Plug, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import type { ZoneView } from '#lib/publication/schema'
import type { FormAction } from '#lib/web/action-state'
import { ZoneForm } from './zone-form'

interface ZoneCardProps {
  zone: ZoneView
  /** Absent for those who may only look. */
  actions: { save: FormAction; test: FormAction; remove: FormAction } | null
}

/** One zone: whether its server takes the key, what is set, and the way to give it up. */
export function ZoneCard({ zone, actions }: ZoneCardProps) {
  const t = useTranslations('publication.settings')
  const kinds = useTranslations('publication.kinds')
  if (!actions) return <Card title={<bdi>{zone.name}</bdi>}>{<Facts zone={zone} />}</Card>
  return (
    <Card
      title={<bdi>{zone.name}</bdi>}
      sub={kinds(zone.kind)}
      actions={
        <>
          <ActButton
            label={t('test')}
            size="small"
            icon={<Plug aria-hidden />}
            action={actions.test}
            fields={{ $id: zone.id }}
            done={t('tested')}
          />
          <ActButton
            label={t('remove')}
            size="small"
            look="quiet"
            icon={<Trash2 aria-hidden />}
            action={actions.remove}
            fields={{ $id: zone.id, $version: String(zone.version) }}
            done={t('removed')}
            goTo="/settings/dns"
            confirm={{
              title: t('removeTitle', { zone: zone.name }),
              description: t('removeBody', { count: zone.records }),
              confirmLabel: t('remove'),
              danger: true,
            }}
          />
        </>
      }
    >
      <ZoneForm kind={zone.kind} zone={zone} action={actions.save} />
    </Card>
  )
}

function Facts({ zone }: { zone: ZoneView }) {
  const t = useTranslations('publication.settings')
  const kinds = useTranslations('publication.kinds')
  const word = (on: boolean) => t(on ? 'on' : 'off')
  return (
    <KeyValues
      items={[
        { key: 'kind', label: t('kind'), value: kinds(zone.kind) },
        { key: 'server', label: t('column.server'), value: <bdi className="break-all font-mono">{zone.server}</bdi> },
        { key: 'records', label: t('column.records'), value: zone.records },
        { key: 'automatic', label: t('automatic'), value: word(zone.automatic) },
        { key: 'allowPrivate', label: t('allowPrivate'), value: word(zone.allowPrivate) },
      ]}
    />
  )
}
