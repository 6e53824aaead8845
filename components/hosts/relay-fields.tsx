import { useTranslations } from 'next-intl'
import { FormSecret } from '#components/form/form-secret'
import { FormSelect } from '#components/form/form-select'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'

const levels = ['may', 'encrypt', 'verify'] as const

/** The server that takes every message that leaves. */
export function RelayFields({ hasPassword, labels }: { hasPassword: boolean; labels: Record<string, string> }) {
  const t = useTranslations('hosts.settings')
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,3fr)_minmax(0,1fr)]">
        <FormText name="relayServer" label={t('server')} help={t('serverHelp')} mono maxLength={253} autoComplete="off" />
        <FormText name="relayPort" label={t('port')} help={t('portHelp')} mono inputMode="numeric" />
      </div>
      <FormSwitch name="relayLookupMx" label={t('lookupMx')} help={t('lookupMxHelp')} />
      <FormSelect
        name="relayTls"
        label={t('tls')}
        help={t('tlsHelp')}
        options={levels.map((value) => ({ value, label: t(`tlsOption.${value}`) }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormText name="relayUsername" label={labels.relayUsername} mono maxLength={255} autoComplete="off" help={t('usernameHelp')} />
        <FormSecret
          name="relayPassword"
          label={labels.relayPassword ?? ''}
          help={hasPassword ? t('passwordKept') : t('passwordHelp')}
          optional={hasPassword}
        />
      </div>
    </>
  )
}
