import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormSecret } from '#components/form/form-secret'
import { FormSelect } from '#components/form/form-select'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { tsigAlgorithms } from '#lib/dns/update/tsig-algorithms'
import type { ZoneKind, ZoneView } from '#lib/publication/schema'
import type { FormAction } from '#lib/web/action-state'

interface ZoneFormProps {
  kind: ZoneKind
  /** Absent for a new one. */
  zone?: ZoneView
  /** Of a new one. */
  name?: string
  action: FormAction | undefined
}

/** Where a zone is kept, and the key that may change it. */
export function ZoneForm({ kind, zone, name, action }: ZoneFormProps) {
  const t = useTranslations('publication.settings')
  const isPowerDns = kind === 'powerdns'
  const labels = {
    ...{ name: t('name'), kind: t('kind'), server: isPowerDns ? t('url') : t('server'), serverId: t('serverId'), keyName: t('keyName') },
    ...{ algorithm: t('algorithm'), secret: isPowerDns ? t('apiKey') : t('secret'), ttl: t('ttl') },
    ...{ automatic: t('automatic'), allowPrivate: t('allowPrivate') },
  }
  const secretHelp = isPowerDns ? t('apiKeyHelp') : t('secretHelp')
  return (
    <ActionForm
      action={action}
      target={zone && { id: zone.id, version: zone.version }}
      initial={zone ? { ...zone } : { name, kind, ttl: 3600, serverId: 'localhost', algorithm: 'hmac-sha256' }}
      labels={labels}
      submitLabel={zone ? t('save') : t('create')}
      savedText={zone ? t('saved') : t('created')}
      {...(!zone && { doneHref: '/settings/dns', cancelHref: '/settings/dns' })}
    >
      {!zone && (
        <>
          <input type="hidden" name="kind" value={kind} />
          <FormText name="name" label={labels.name} help={t('nameHelp')} placeholder="example.org" mono autoComplete="off" />
        </>
      )}
      <FormText
        name="server"
        label={labels.server}
        help={isPowerDns ? t('urlHelp') : t('serverHelp')}
        placeholder={isPowerDns ? 'https://dns.example.org' : '192.0.2.53'}
        mono
        autoComplete="off"
      />
      <div className="grid items-end gap-4 sm:grid-cols-2">
        {isPowerDns ? (
          <FormText name="serverId" label={labels.serverId} mono autoComplete="off" />
        ) : (
          <>
            <FormText name="keyName" label={labels.keyName} mono autoComplete="off" />
            <FormSelect name="algorithm" label={labels.algorithm} options={tsigAlgorithms.map((value) => ({ value, label: value }))} />
          </>
        )}
      </div>
      <FormSecret
        name="secret"
        label={labels.secret}
        help={zone ? `${secretHelp} ${t('secretStays')}` : secretHelp}
        optional={zone !== undefined}
      />
      <div className="max-w-56">
        <FormText name="ttl" label={labels.ttl} inputMode="numeric" suffix={t('ttlUnit')} />
      </div>
      <FormSwitch name="automatic" label={labels.automatic} help={t('automaticHelp')} />
      <FormSwitch name="allowPrivate" label={labels.allowPrivate} help={t('allowPrivateHelp')} />
    </ActionForm>
  )
}
