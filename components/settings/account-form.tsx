import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormSelect } from '#components/form/form-select'
import { FormText } from '#components/form/form-text'
import { Address } from '#components/ui/address'
import { KeyValues } from '#components/ui/key-values'
import { localeNames, locales } from '#lib/i18n/locales'
import type { AdministratorView } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'

/** One's own name and language; what one signs in with and may do is shown, for others decide it. */
export function AccountForm({ account, action }: { account: AdministratorView; action: FormAction }) {
  const t = useTranslations('settings.account')
  const shown = useLocale()
  const role = useTranslations('shell.role')
  const labels = { name: t('name'), locale: t('language') }
  return (
    <div className="flex flex-col gap-5">
      <KeyValues
        items={[
          { key: 'address', label: t('address'), value: <Address value={account.address} /> },
          { key: 'role', label: t('role'), value: role(account.role) },
        ]}
      />
      <ActionForm
        action={action}
        target={{ id: account.id, version: account.version }}
        initial={{ name: account.name, locale: account.locale ?? shown }}
        labels={labels}
        submitLabel={t('save')}
        savedText={t('saved')}
      >
        <FormText name="name" label={labels.name} help={t('nameHelp')} maxLength={100} autoComplete="name" />
        <FormSelect name="locale" label={labels.locale} options={locales.map((value) => ({ value, label: localeNames[value] }))} />
      </ActionForm>
    </div>
  )
}
