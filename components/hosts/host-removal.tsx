import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Card } from '#components/ui/card'
import type { HostView } from '#lib/hosts/schema'
import type { FormAction } from '#lib/web/action-state'
import { CommandLine } from './command-line'

/** The panel forgets the host; the server goes on as it is. */
export function HostRemoval({ host, action }: { host: HostView; action: FormAction }) {
  const t = useTranslations('hosts')
  const isUsed = host.domains > 0
  return (
    <Card title={t('settings.remove')} sub={isUsed ? t('settings.removeBlocked', { count: host.domains }) : undefined}>
      <div className="flex flex-col items-start gap-4">
        <p className="text-muted">{t('settings.removeBody')}</p>
        <div className="w-full">
          <CommandLine command={`npm run cli -- host uninstall root@${host.address}`} copyLabel={t('add.copy')} />
        </div>
        <ActButton
          label={t('settings.removeButton')}
          look="danger"
          icon={<Trash2 aria-hidden />}
          disabled={isUsed}
          action={action}
          fields={{ $id: host.id, $version: String(host.version) }}
          done={t('settings.removed', { host: host.name })}
          goTo="/hosts"
          confirm={{
            title: t('settings.removeTitle', { host: host.name }),
            description: t('settings.removeBody'),
            confirmLabel: t('settings.removeButton'),
            danger: true,
            nameToType: host.name,
          }}
        />
      </div>
    </Card>
  )
}
