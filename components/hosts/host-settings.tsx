import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormRadio } from '#components/form/form-radio'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { FormWhen } from '#components/form/form-when'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import type { HostView } from '#lib/hosts/schema'
import type { FormAction } from '#lib/web/action-state'
import { RelayFields } from './relay-fields'

/** How the host sends, what it is called and where it is reached. */
export function HostSettings({ host, action }: { host: HostView; action: FormAction | undefined }) {
  const t = useTranslations('hosts.settings')
  if (!action) return <Banner tone="info" title={t('readOnly')} />
  const labels = {
    name: t('name'),
    address: t('address'),
    port: t('sshPort'),
    note: t('note'),
    relayServer: t('server'),
    relayPort: t('port'),
    relayLookupMx: t('lookupMx'),
    relayTls: t('tls'),
    relayUsername: t('username'),
    relayPassword: t('password'),
    webmailUrl: t('webmail'),
  }
  return (
    <ActionForm
      action={action}
      target={host}
      initial={{ ...host, route: host.relayServer === null ? 'direct' : 'through' }}
      labels={labels}
      submitLabel={t('save')}
      savedText={t('saved', { host: host.name })}
      doneHref="/hosts/{name}/settings"
    >
      <Card title={t('relay')} sub={t('relaySub')}>
        <div className="flex flex-col gap-5">
          <FormRadio
            name="route"
            legend={t('route')}
            options={[
              { value: 'direct', label: t('direct'), help: t('directHelp') },
              { value: 'through', label: t('through'), help: t('throughHelp') },
            ]}
          />
          <FormWhen name="route" is={['direct']}>
            {['relayServer', 'relayPort', 'relayUsername', 'relayPassword'].map((name) => (
              <input key={name} type="hidden" name={name} value="" />
            ))}
          </FormWhen>
          <FormWhen name="route" is={['through']}>
            <RelayFields hasPassword={host.hasRelayPassword} labels={labels} />
          </FormWhen>
        </div>
      </Card>
      <Card title={t('connection')} sub={t('connectionSub')}>
        <div className="flex flex-col gap-5">
          <FormText name="name" label={labels.name} help={t('nameHelp')} maxLength={63} autoComplete="off" />
          <div className="grid gap-4 sm:grid-cols-[minmax(0,3fr)_minmax(0,1fr)]">
            <FormText name="address" label={labels.address} mono maxLength={253} autoComplete="off" />
            <FormText name="port" label={labels.port} mono inputMode="numeric" />
          </div>
          <FormText
            name="webmailUrl"
            label={labels.webmailUrl}
            help={t('webmailHelp')}
            placeholder="https://webmail.example.org/"
            autoComplete="off"
            mono
          />
          <FormTextarea name="note" label={labels.note} help={t('noteHelp')} />
        </div>
      </Card>
    </ActionForm>
  )
}
