import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { FormRadio } from '#components/form/form-radio'
import { FormSecret } from '#components/form/form-secret'
import { FormSwitch } from '#components/form/form-switch'
import { FormText } from '#components/form/form-text'
import { FormTextarea } from '#components/form/form-textarea'
import { type HostCertificatesView, letsEncrypt } from '#lib/certificates/schema'
import type { FormAction } from '#lib/web/action-state'

interface RenewalFormProps {
  view: HostCertificatesView
  /** Names to stand beside those that are kept, until somebody saves them. */
  proposed: readonly string[]
  /** Absent: one may only look. */
  action: FormAction | undefined
}

export function RenewalForm({ view: { hostId, hostName, renewal, version }, proposed, action }: RenewalFormProps) {
  const t = useTranslations('certificates.renewal')
  const { renews, directory, contact, challenge, names, authorityCa, externalKeyId } = renewal
  return (
    <ActionForm
      action={action}
      target={{ id: hostId, version }}
      initial={{
        ...{ renews, challenge, contact: contact ?? '', authorityCa: authorityCa ?? '', externalKeyId: externalKeyId ?? '' },
        directory: directory === '' ? letsEncrypt : directory,
        names: [...new Set([...(names.length > 0 ? names : [hostName]), ...proposed])].join('\n'),
      }}
      labels={{
        ...{ renews: t('renews'), directory: t('directory'), names: t('names'), contact: t('contact'), challenge: t('challenge') },
        ...{ authorityCa: t('authorityCa'), externalKeyId: t('externalKeyId'), externalSecret: t('externalSecret') },
      }}
      submitLabel={t('submit')}
      savedText={t('saved')}
    >
      <FormSwitch name="renews" label={t('renews')} />
      <FormTextarea name="names" label={t('names')} help={t('namesHelp', { name: hostName })} rows={4} mono />
      <FormText name="directory" label={t('directory')} help={t('directoryHelp', { example: letsEncrypt })} mono />
      <FormText name="contact" label={t('contact')} help={t('contactHelp')} mono />
      <FormRadio
        name="challenge"
        legend={t('challenge')}
        options={(['http', 'dns'] as const).map((value) => ({ value, label: t(value), help: t(`${value}Help`) }))}
      />
      <details className="flex flex-col gap-4">
        <summary className="cursor-pointer font-medium">{t('more')}</summary>
        <div className="mt-4 flex flex-col gap-5">
          <FormTextarea name="authorityCa" label={t('authorityCa')} rows={4} mono placeholder="-----BEGIN CERTIFICATE-----" />
          <FormText name="externalKeyId" label={t('externalKeyId')} mono autoComplete="off" />
          <FormSecret name="externalSecret" label={t('externalSecret')} help={t('externalSecretHelp')} optional />
        </div>
      </details>
    </ActionForm>
  )
}
