import { useTranslations } from 'next-intl'
import { FormRadio } from '#components/form/form-radio'
import { FormSecret } from '#components/form/form-secret'
import { FormSelect } from '#components/form/form-select'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { Fieldset } from '#components/ui/fieldset'
import { defaultRoles } from '#lib/oidc/schema'

const groupsByRole = ['ownerGroups', 'adminGroups', 'domainAdminGroups', 'auditorGroups'] as const

export function ProviderFields({ hasSecret }: { hasSecret: boolean }) {
  const t = useTranslations('settings.provider')
  return (
    <>
      <Fieldset legend={t('connection')}>
        <FormSwitch name="enabled" label={t('enabled')} help={t('enabledHelp')} />
        <FormText name="issuer" label={t('issuer')} help={t('issuerHelp')} type="url" placeholder="https://id.example.org" mono />
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <FormText name="clientId" label={t('clientId')} autoComplete="off" mono />
          <FormSecret name="clientSecret" label={t('clientSecret')} help={hasSecret ? t('secretKept') : t('secretNone')} optional />
          <FormText name="buttonName" label={t('buttonName')} help={t('buttonNameHelp')} maxLength={40} autoComplete="off" />
          <FormText name="scopes" label={t('scopes')} help={t('scopesHelp')} autoComplete="off" mono />
        </div>
        <FormSwitch name="allowPrivateNetwork" label={t('allowPrivateNetwork')} help={t('allowPrivateNetworkHelp')} />
      </Fieldset>
      <Fieldset legend={t('people')}>
        <FormRadio
          name="admits"
          legend={t('admits')}
          options={[
            { value: 'known', label: t('admitsKnown'), help: t('admitsKnownHelp') },
            { value: 'anyone', label: t('admitsAnyone'), help: t('admitsAnyoneHelp') },
          ]}
        />
        <FormSwitch name="requireVerifiedEmail" label={t('requireVerifiedEmail')} help={t('requireVerifiedEmailHelp')} />
      </Fieldset>
      <Fieldset legend={t('roles')} help={t('rolesHelp')}>
        <FormText name="groupsClaim" label={t('groupsClaim')} help={t('groupsClaimHelp')} autoComplete="off" mono />
        <div className="grid items-end gap-4 sm:grid-cols-2">
          {groupsByRole.map((name) => (
            <FormTextarea key={name} name={name} label={t(name)} rows={2} mono />
          ))}
        </div>
        <FormTextarea name="groupDomains" label={t('groupDomains')} help={t('groupDomainsHelp')} rows={2} mono />
        <FormSelect
          name="otherwise"
          label={t('otherwise')}
          options={defaultRoles.map((value) => ({ value, label: t(`otherwiseOption.${value}`) }))}
        />
      </Fieldset>
      <Fieldset legend={t('trust')}>
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <FormTextarea name="trustedMethods" label={t('trustedMethods')} help={t('trustedMethodsHelp')} rows={2} mono />
          <FormTextarea name="trustedContexts" label={t('trustedContexts')} help={t('trustedContextsHelp')} rows={2} mono />
        </div>
        <FormRadio
          name="passwordSignIn"
          legend={t('passwordSignIn')}
          options={[
            { value: 'everyone', label: t('passwordOption.everyone') },
            { value: 'owners', label: t('passwordOption.owners'), help: t('passwordOwnersHelp') },
            { value: 'nobody', label: t('passwordOption.nobody'), help: t('passwordNobodyHelp') },
          ]}
        />
      </Fieldset>
    </>
  )
}
