import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import type { DnsSettingsView } from '#lib/resolvers/settings-schema'
import type { FormAction } from '#lib/web/action-state'

const names = ['resolvers', 'validating', 'blocklists', 'nameLists', 'hours', 'allowPrivate', 'mail', 'lookAlikes'] as const

/** Whom the panel asks, and how often. Who may not change it reads it. */
export function DnsSettings({ settings, action }: { settings: DnsSettingsView; action: FormAction | undefined }) {
  const t = useTranslations('dns.settings')
  const labels = Object.fromEntries(names.map((name) => [name, t(name)])) as Record<(typeof names)[number], string>
  const word = (on: boolean) => t(on ? 'on' : 'off')
  return (
    <div className="max-w-3xl">
      <Card title={t('title')} sub={action ? t('sub') : t('readOnly')}>
        {action ? (
          <ActionForm
            action={action}
            target={{ id: 'dns', version: settings.version }}
            initial={{ ...settings }}
            labels={labels}
            submitLabel={t('save')}
            savedText={t('saved')}
          >
            <FormTextarea
              name="resolvers"
              label={labels.resolvers}
              help={t('resolversHelp')}
              placeholder={'127.0.0.1\n2001:db8::53'}
              rows={2}
              mono
            />
            <FormSwitch name="validating" label={labels.validating} help={t('validatingHelp')} />
            <FormTextarea
              name="blocklists"
              label={labels.blocklists}
              help={t('blocklistsHelp')}
              placeholder="list.example.org"
              rows={2}
              mono
            />
            <FormTextarea
              name="nameLists"
              label={labels.nameLists}
              help={t('nameListsHelp')}
              placeholder="names.example.org"
              rows={2}
              mono
            />
            <FormSwitch name="lookAlikes" label={labels.lookAlikes} help={t('lookAlikesHelp')} />
            <div className="max-w-56">
              <FormText name="hours" label={labels.hours} inputMode="numeric" suffix={t('hoursUnit')} />
            </div>
            <FormSwitch name="mail" label={labels.mail} help={t('mailHelp')} />
            <FormSwitch name="allowPrivate" label={labels.allowPrivate} help={t('allowPrivateHelp')} />
          </ActionForm>
        ) : (
          <KeyValues
            items={[
              { key: 'resolvers', label: labels.resolvers, value: settings.resolvers.join(', ') || t('system') },
              { key: 'validating', label: labels.validating, value: word(settings.validating) },
              { key: 'blocklists', label: labels.blocklists, value: settings.blocklists.join(', ') || t('none') },
              { key: 'nameLists', label: labels.nameLists, value: settings.nameLists.join(', ') || t('none') },
              { key: 'lookAlikes', label: labels.lookAlikes, value: word(settings.lookAlikes) },
              { key: 'hours', label: labels.hours, value: settings.hours },
              { key: 'mail', label: labels.mail, value: word(settings.mail) },
              { key: 'allowPrivate', label: labels.allowPrivate, value: word(settings.allowPrivate) },
            ]}
          />
        )}
      </Card>
    </div>
  )
}
