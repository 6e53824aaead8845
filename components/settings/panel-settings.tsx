import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormChecks } from '#components/form/form-checks'
import { FormSelect } from '#components/form/form-select'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { KeyValues } from '#components/ui/key-values'
import { localeNames, locales } from '#lib/i18n/locales'
import { roles, type SettingsView } from '#lib/settings/schema'
import type { FormAction } from '#lib/web/action-state'

/** What holds for everyone. Who may not change it reads it. */
export function PanelSettings({ settings, action }: { settings: SettingsView; action: FormAction | undefined }) {
  const t = useTranslations('settings.panel')
  const role = useTranslations('shell.role')
  const labels = {
    archiveDays: t('archiveDays'),
    defaultLocale: t('locale'),
    webmailUrl: t('webmail'),
    webmailSignOn: t('webmailSignOn'),
    secondFactorRoles: t('secondFactorRoles'),
    signInDays: t('signInDays'),
  }
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Card title={t('publicUrl')} sub={t('publicUrlHelp')}>
        <span className="font-mono">{settings.publicUrl}</span> <CopyButton bare value={settings.publicUrl} />
      </Card>
      <Card title={t('title')} sub={action ? t('sub') : t('readOnly')}>
        {action ? (
          <ActionForm
            action={action}
            target={{ id: 'panel', version: settings.version }}
            initial={{ ...settings }}
            labels={labels}
            submitLabel={t('save')}
            savedText={t('saved')}
          >
            <div className="max-w-56">
              <FormText name="archiveDays" label={labels.archiveDays} inputMode="numeric" suffix={t('days')} />
            </div>
            <p className="-mt-4 text-muted text-sm">{t('archiveDaysHelp')}</p>
            <div className="max-w-56">
              <FormSelect
                name="defaultLocale"
                label={labels.defaultLocale}
                options={locales.map((value) => ({ value, label: localeNames[value] }))}
              />
            </div>
            <p className="-mt-4 text-muted text-sm">{t('localeHelp')}</p>
            <FormText
              name="webmailUrl"
              label={labels.webmailUrl}
              help={t('webmailHelp')}
              type="url"
              placeholder="https://webmail.example.org/"
              mono
            />
            <FormTextarea
              name="webmailSignOn"
              label={labels.webmailSignOn}
              help={t('webmailSignOnHelp')}
              placeholder="https://webmail.example.org/ 192.0.2.10 2001:db8::10"
              rows={2}
              mono
            />
            <FormChecks
              name="secondFactorRoles"
              legend={labels.secondFactorRoles}
              help={t('secondFactorRolesHelp')}
              options={roles.map((value) => ({ value, label: role(value) }))}
            />
            <div className="max-w-56">
              <FormText name="signInDays" label={labels.signInDays} inputMode="numeric" suffix={t('days')} />
            </div>
            <p className="-mt-4 text-muted text-sm">{t('signInDaysHelp')}</p>
          </ActionForm>
        ) : (
          <KeyValues
            items={[
              { key: 'archiveDays', label: labels.archiveDays, value: `${settings.archiveDays} ${t('days')}` },
              { key: 'defaultLocale', label: labels.defaultLocale, value: localeNames[settings.defaultLocale] },
              { key: 'webmailUrl', label: labels.webmailUrl, value: settings.webmailUrl ?? '—' },
              { key: 'webmailSignOn', label: labels.webmailSignOn, value: settings.webmailSignOn.join('; ') || '—' },
              {
                key: 'secondFactorRoles',
                label: labels.secondFactorRoles,
                value: settings.secondFactorRoles.map((one) => role(one)).join(', ') || t('nobody'),
              },
              { key: 'signInDays', label: labels.signInDays, value: `${settings.signInDays} ${t('days')}` },
            ]}
          />
        )}
      </Card>
    </div>
  )
}
