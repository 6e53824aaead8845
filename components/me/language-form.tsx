import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormSelect } from '#components/form/form-select'
import { type Locale, localeNames, locales } from '#lib/i18n/locales'
import type { FormAction } from '#lib/web/action-state'

export function LanguageForm({ action, locale }: { action: FormAction; locale: Locale }) {
  const t = useTranslations('me.overview')
  const save = useTranslations('settings.account')
  return (
    <ActionForm
      action={action}
      initial={{ locale }}
      labels={{ locale: t('language') }}
      submitLabel={save('save')}
      savedText={save('saved')}
    >
      <FormSelect
        name="locale"
        label={t('language')}
        help={t('languageHelp')}
        options={locales.map((value) => ({ value, label: localeNames[value] }))}
      />
    </ActionForm>
  )
}
