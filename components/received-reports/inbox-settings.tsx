import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormSecret } from '#components/form/form-secret'
import { FormSelect } from '#components/form/form-select'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import type { InboxView } from '#lib/received-reports/inbox-schema'
import type { FormAction } from '#lib/web/action-state'

const names = [
  ...(['enabled', 'host', 'port', 'security', 'user', 'password'] as const),
  ...(['folder', 'importedFolder', 'refusedFolder', 'allowPrivate', 'days'] as const),
]

/** Which mailbox reports are taken from, and how long they are kept. Who may not change it reads it. */
export function InboxSettings({ inbox, action }: { inbox: InboxView; action: FormAction | undefined }) {
  const t = useTranslations('reports.inbox')
  const labels = Object.fromEntries(names.map((name) => [name, t(name)])) as Record<(typeof names)[number], string>
  const { version, hasPassword, state: _, ...values } = inbox
  if (!action) return <ReadOnly inbox={inbox} labels={labels} />
  return (
    <Card title={t('title')} sub={t('sub')}>
      <ActionForm
        action={action}
        target={{ id: 'report-inbox', version }}
        initial={values}
        labels={labels}
        submitLabel={t('save')}
        savedText={t('saved')}
      >
        <FormSwitch name="enabled" label={labels.enabled} />
        <FormText name="host" label={labels.host} help={t('hostHelp')} mono placeholder="mail.example.org" />
        <div className="grid gap-5 sm:grid-cols-2">
          <FormSelect
            name="security"
            label={labels.security}
            options={(['tls', 'starttls'] as const).map((value) => ({ value, label: t(`security_${value}`) }))}
          />
          <FormText name="port" label={labels.port} inputMode="numeric" />
        </div>
        <FormText name="user" label={labels.user} help={t('userHelp')} mono placeholder="dmarc@example.org" />
        <FormSecret name="password" label={labels.password} help={t(hasPassword ? 'hasPassword' : 'noPassword')} optional />
        <FormText name="folder" label={labels.folder} help={t('folderHelp')} />
        <div className="grid gap-5 sm:grid-cols-2">
          <FormText name="importedFolder" label={labels.importedFolder} />
          <FormText name="refusedFolder" label={labels.refusedFolder} />
        </div>
        <FormSwitch name="allowPrivate" label={labels.allowPrivate} help={t('allowPrivateHelp')} />
        <div className="max-w-56">
          <FormText name="days" label={labels.days} help={t('daysHelp')} inputMode="numeric" suffix={t('daysUnit')} />
        </div>
      </ActionForm>
    </Card>
  )
}

function ReadOnly({ inbox, labels }: { inbox: InboxView; labels: Record<(typeof names)[number], string> }) {
  const t = useTranslations('reports.inbox')
  const word = (on: boolean) => t(on ? 'on' : 'off')
  const { enabled, host, port, security, user, hasPassword, folder, importedFolder, refusedFolder, allowPrivate, days } = inbox
  const items = [
    { key: 'enabled', label: labels.enabled, value: word(enabled) },
    { key: 'host', label: labels.host, value: host || '—' },
    { key: 'port', label: labels.port, value: port },
    { key: 'security', label: labels.security, value: t(`security_${security}`) },
    { key: 'user', label: labels.user, value: user || '—' },
    { key: 'password', label: labels.password, value: t(hasPassword ? 'hasPassword' : 'noPassword') },
    { key: 'folder', label: labels.folder, value: folder },
    { key: 'importedFolder', label: labels.importedFolder, value: importedFolder },
    { key: 'refusedFolder', label: labels.refusedFolder, value: refusedFolder },
    { key: 'allowPrivate', label: labels.allowPrivate, value: word(allowPrivate) },
    { key: 'days', label: labels.days, value: `${days} ${t('daysUnit')}` },
  ]
  return (
    <Card title={t('title')} sub={t('readOnly')}>
      <KeyValues items={items} />
    </Card>
  )
}
