import { Send } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { ActionForm } from '#components/form/action-form'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import type { SettingsView } from '#lib/settings/schema'
import type { FormAction } from '#lib/web/action-state'

interface SenderSettingsProps {
  settings: SettingsView
  action: FormAction | undefined
  test: FormAction | undefined
  ownAddress: string
}

/** From where Postern's own messages come. Who may not change it reads it. */
export function SenderSettings({ settings, action, test, ownAddress }: SenderSettingsProps) {
  const t = useTranslations('settings.mail')
  const panel = useTranslations('settings.panel')
  const labels = { senderAddress: t('sender'), panelName: t('name'), unusualMail: t('unusual') }
  const { senderAddress, panelName, unusualMail } = settings
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      {senderAddress === null && (
        <Banner tone="warn" title={t('noSender')}>
          {t('noSenderBody')}
        </Banner>
      )}
      <Card title={t('title')} sub={t('sub')}>
        {action ? (
          <ActionForm
            action={action}
            target={{ id: 'panel', version: settings.version }}
            initial={{ senderAddress, panelName, unusualMail }}
            labels={labels}
            submitLabel={panel('save')}
            savedText={panel('saved')}
          >
            <FormText
              name="senderAddress"
              label={labels.senderAddress}
              help={t('senderHelp')}
              type="email"
              placeholder="postern@example.org"
              autoComplete="off"
              mono
            />
            <FormText name="panelName" label={labels.panelName} help={t('nameHelp')} maxLength={60} autoComplete="off" />
            <FormSwitch name="unusualMail" label={labels.unusualMail} help={t('unusualHelp')} />
          </ActionForm>
        ) : (
          <KeyValues
            items={[
              { key: 'sender', label: labels.senderAddress, value: senderAddress ?? '—' },
              { key: 'name', label: labels.panelName, value: panelName },
              { key: 'unusual', label: labels.unusualMail, value: t(unusualMail ? 'on' : 'off') },
            ]}
          />
        )}
      </Card>
      {test && senderAddress !== null && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <ActButton
            label={t('test')}
            icon={<Send aria-hidden />}
            action={test}
            fields={{}}
            done={t('testDone', { address: ownAddress })}
          />
          <span className="text-muted text-sm">{t('testSub', { address: ownAddress })}</span>
        </div>
      )}
    </div>
  )
}
