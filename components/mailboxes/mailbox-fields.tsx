import { useTranslations } from 'next-intl'
import { FormRows } from '#components/form/form-rows'
import { FormSize } from '#components/form/form-size'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { Fieldset } from '#components/ui/fieldset'
import { protocols } from './mailbox-table'

const fields = [
  'address',
  'displayName',
  'password',
  'quotaBytes',
  'enabled',
  'imap',
  'pop3',
  'submission',
  'sieve',
  'forwards',
  'forwardKeepCopy',
  'recoveryAddress',
  'invite',
  'passwordMustChange',
  'appPasswordsOnly',
  'note',
  'tags',
] as const

export function mailboxLabels(t: ReturnType<typeof useTranslations<'mailboxes'>>): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, t(`field.${field}`)]))
}

export function MailboxIdentityFields({ isNew }: { isNew: boolean }) {
  const t = useTranslations('mailboxes')
  return (
    <>
      <FormText name="displayName" label={t('field.displayName')} help={t('help.displayName')} autoComplete="off" />
      <FormSize name="quotaBytes" label={t('field.quotaBytes')} help={isNew ? t('help.quotaBytes') : t('help.quotaBytesEdit')} />
      <FormSwitch name="enabled" label={t('field.enabled')} help={t('help.enabled')} />
    </>
  )
}

/** `recoveryProved`: whether the person answered from the recovery address; undefined where there is none. */
export function MailboxFurtherFields({ recoveryProved }: { recoveryProved?: boolean | undefined }) {
  const t = useTranslations('mailboxes')
  const ui = useTranslations('ui')
  return (
    <>
      <Fieldset legend={t('section.protocols')}>
        <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
          {protocols.map((protocol) => (
            <FormSwitch key={protocol} name={protocol} label={t(`field.${protocol}`)} help={t(`help.${protocol}`)} />
          ))}
        </div>
        <FormSwitch name="appPasswordsOnly" label={t('field.appPasswordsOnly')} help={t('help.appPasswordsOnly')} />
      </Fieldset>
      <Fieldset legend={t('section.forwarding')}>
        <FormRows name="forwards" label={t('field.forwards')} help={t('help.forwards')} />
        <FormSwitch name="forwardKeepCopy" label={t('field.forwardKeepCopy')} help={t('help.forwardKeepCopy')} />
      </Fieldset>
      <Fieldset legend={t('section.more')}>
        <FormText
          name="recoveryAddress"
          label={t('field.recoveryAddress')}
          help={t('help.recoveryAddress')}
          aside={recoveryProved === undefined ? ui('optional') : t(recoveryProved ? 'recovery.proved' : 'recovery.given')}
          mono
          autoComplete="off"
          inputMode="email"
        />
        <FormSwitch name="passwordMustChange" label={t('field.passwordMustChange')} help={t('help.passwordMustChange')} />
        <FormText name="tags" label={t('field.tags')} help={t('help.tags')} aside={ui('optional')} autoComplete="off" />
        <FormTextarea name="note" label={t('field.note')} help={t('help.note')} rows={2} />
      </Fieldset>
    </>
  )
}
