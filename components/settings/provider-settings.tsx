import { useTranslations } from 'next-intl'
import { ActionForm } from '#components/form/action-form'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { KeyValues } from '#components/ui/key-values'
import type { ProviderView } from '#lib/oidc/schema'
import type { FormAction } from '#lib/web/action-state'
import { ProviderFields } from './provider-fields'

const lists = ['ownerGroups', 'adminGroups', 'domainAdminGroups', 'auditorGroups', 'trustedMethods', 'trustedContexts'] as const
const texts = ['issuer', 'clientId', 'clientSecret', 'buttonName', 'scopes', 'groupsClaim'] as const
const choices = ['admits', 'otherwise', 'passwordSignIn', 'groupDomains'] as const
const switches = ['enabled', 'requireVerifiedEmail', 'allowPrivateNetwork'] as const

/** How administrators sign in through a provider. Who may not change it reads it. */
export function ProviderSettings({ provider, action }: { provider: ProviderView; action: FormAction | undefined }) {
  const t = useTranslations('settings.provider')
  const labels = Object.fromEntries([...texts, ...lists, ...choices, ...switches].map((name) => [name, t(name)]))
  const domainLines = provider.groupDomains.map(({ group, domains }) => `${group} = ${domains.join(', ')}`).join('\n')
  return (
    <>
      <Card title={t('redirectUri')} sub={t('redirectUriHelp')}>
        <span className="break-all font-mono">{provider.redirectUri}</span> <CopyButton bare value={provider.redirectUri} />
      </Card>
      <Card title={t('title')} sub={action ? t('sub') : t('readOnly')}>
        {action ? (
          <ActionForm
            action={action}
            target={{ id: 'sign-in-provider', version: provider.version }}
            initial={{ ...provider, groupDomains: domainLines }}
            labels={labels}
            submitLabel={t('save')}
            savedText={t('saved')}
          >
            <ProviderFields hasSecret={provider.hasSecret} />
          </ActionForm>
        ) : (
          <KeyValues
            items={[
              ...switches.map((key) => ({ key, label: labels[key], value: provider[key] ? t('on') : t('off') })),
              ...texts.flatMap((key) => (key === 'clientSecret' ? [] : [{ key, label: labels[key], value: provider[key] || '—' }])),
              { key: 'admits', label: labels.admits, value: provider.admits === 'known' ? t('admitsKnown') : t('admitsAnyone') },
              ...lists.map((key) => ({ key, label: labels[key], value: provider[key].join(', ') || t('none') })),
              { key: 'groupDomains', label: labels.groupDomains, value: domainLines || t('none') },
              { key: 'otherwise', label: labels.otherwise, value: t(`otherwiseOption.${provider.otherwise}`) },
              { key: 'passwordSignIn', label: labels.passwordSignIn, value: t(`passwordOption.${provider.passwordSignIn}`) },
            ]}
          />
        )}
      </Card>
    </>
  )
}
