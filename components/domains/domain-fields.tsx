import { useTranslations } from 'next-intl'
import { FormSize } from '#components/form/form-size'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { Fieldset } from '#components/ui/fieldset'

/** The limits of a hosted domain, alike when it is made and when it is changed. */
export function DomainLimitFields() {
  const t = useTranslations('domains')
  return (
    <Fieldset legend={t('section.limits')} help={t('section.limitsHelp')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormText name="mailboxesMax" label={t('field.mailboxesMax')} help={t('help.mailboxesMax')} inputMode="numeric" />
        <FormText name="aliasesMax" label={t('field.aliasesMax')} help={t('help.aliasesMax')} inputMode="numeric" />
        <FormSize name="defaultQuotaBytes" label={t('field.defaultQuotaBytes')} help={t('help.defaultQuotaBytes')} />
        <FormSize name="largestQuotaBytes" label={t('field.largestQuotaBytes')} help={t('help.largestQuotaBytes')} />
        <FormSize name="totalQuotaBytes" label={t('field.totalQuotaBytes')} help={t('help.totalQuotaBytes')} />
      </div>
    </Fieldset>
  )
}

/** What the people of a hosted domain may do without asking, and where they read mail. */
export function DomainPeopleFields() {
  const t = useTranslations('domains')
  return (
    <Fieldset legend={t('section.own')} help={t('section.ownHelp')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormText name="ownAliasesMax" label={t('field.ownAliasesMax')} help={t('help.ownAliasesMax')} inputMode="numeric" />
        <FormText
          name="disposableAliasesMax"
          label={t('field.disposableAliasesMax')}
          help={t('help.disposableAliasesMax')}
          inputMode="numeric"
        />
      </div>
      <FormText
        name="webmailUrl"
        label={t('field.webmailUrl')}
        help={t('help.webmailUrl')}
        placeholder="https://webmail.example.org/"
        autoComplete="off"
        mono
      />
    </Fieldset>
  )
}

/** Where the mail of a relay domain goes on to. */
export function DomainRelayFields() {
  const t = useTranslations('domains')
  return (
    <Fieldset legend={t('section.relay')}>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
        <FormText name="relayServer" label={t('field.relayServer')} help={t('help.relayServer')} mono />
        <FormText name="relayPort" label={t('field.relayPort')} help={t('help.relayPort')} inputMode="numeric" />
      </div>
      <FormSwitch name="relayLookupMx" label={t('field.relayLookupMx')} help={t('help.relayLookupMx')} />
      <FormSwitch name="relayListed" label={t('field.relayListed')} help={t('help.relayListed')} />
    </Fieldset>
  )
}
