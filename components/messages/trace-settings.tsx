import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormText } from '#components/form/form-text'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import type { TraceSettingsView } from '#lib/traces/settings-schema'
import type { FormAction } from '#lib/web/action-state'

const names = ['logDays', 'messageDays', 'gigabytes'] as const

interface TraceSettingsProps {
  settings: TraceSettingsView
  save: FormAction | undefined
  erase: FormAction | undefined
}

/** How long traces are kept; and to take a person's out of them. Who may not change it reads it. */
export function TraceSettings({ settings, save, erase }: TraceSettingsProps) {
  const t = useTranslations('messages')
  const labels = { logDays: t('settings.logDays'), messageDays: t('settings.messageDays'), gigabytes: t('settings.gigabytes') }
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Card title={t('settings.title')} sub={save ? t('settings.sub') : t('settings.readOnly')}>
        {save ? (
          <ActionForm
            action={save}
            target={{ id: 'traces', version: settings.version }}
            initial={{ ...settings }}
            labels={labels}
            submitLabel={t('settings.save')}
            savedText={t('settings.saved')}
          >
            <div className="grid max-w-md gap-4">
              <FormText name="logDays" label={labels.logDays} inputMode="numeric" suffix={t('settings.days')} />
              <FormText name="messageDays" label={labels.messageDays} inputMode="numeric" suffix={t('settings.days')} />
              <FormText name="gigabytes" label={labels.gigabytes} help={t('settings.gigabytesHelp')} inputMode="numeric" suffix="GiB" />
            </div>
          </ActionForm>
        ) : (
          <KeyValues items={names.map((name) => ({ key: name, label: labels[name], value: settings[name] }))} />
        )}
      </Card>
      {erase && (
        <Card title={t('erase.title')} sub={t('erase.sub')}>
          <ActionForm action={erase} labels={{ address: t('erase.address') }} submitLabel={t('erase.submit')} savedText={t('erase.done')}>
            <div className="max-w-md">
              <FormText name="address" label={t('erase.address')} mono />
            </div>
          </ActionForm>
        </Card>
      )}
    </div>
  )
}
