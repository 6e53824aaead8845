import { getTranslations } from 'next-intl/server'
import { HostCertificates } from '#components/certificates/host-certificates'
import { ConfigFiles } from '#components/hosts/config-files'
import { FailureBanner } from '#components/hosts/failure-banner'
import { MessagesScope } from '#components/ui/messages-scope'
import { Section } from '#components/ui/section'
import { may } from '#lib/auth/permissions'
import { proposeNames } from '#lib/certificates/propose-names'
import { getHostCertificates, planCertificates } from '#lib/certificates/queries'
import { asked } from '../asked'
import { hostOf } from '../host-of'
import { checkNow, installNow, putToUse, removeCertificateOf, renewCertificates, setRenewal, upload } from './actions'

const actions = { upload, use: putToUse, remove: removeCertificateOf, install: installNow, update: setRenewal, now: renewCertificates }

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ plan?: string | string[]; names?: string | string[] }> }

export default async function HostCertificatesPage({ params, searchParams }: Props) {
  const { actor, host } = await hostOf((await params).name)
  const { plan, names } = await searchParams
  const view = await getHostCertificates(actor, host.id)
  const proposal = names === 'find' ? await proposeNames(actor, host.id) : null
  const planned = view.certificates.find(({ id }) => id === plan)
  return (
    <MessagesScope namespaces={['form', 'hosts', 'certificates']}>
      {planned && <Plan name={host.name} certificate={planned.id} />}
      <HostCertificates
        view={view}
        proposal={proposal}
        path={`/hosts/${host.name}/certificates`}
        actions={may(actor, 'host.write') ? actions : undefined}
        check={may(actor, 'host.apply') ? checkNow : undefined}
      />
    </MessagesScope>
  )
}

async function Plan({ name, certificate }: { name: string; certificate: string }) {
  const { actor, host } = await hostOf(name)
  const t = await getTranslations('certificates')
  const found = await asked(planCertificates(actor, host.id, certificate))
  return (
    <div className="mb-10">
      <Section title={t('planTitle')} sub={t('planSub')}>
        {found.ok ? (
          found.answer.changes.length === 0 ? (
            <p className="text-muted">{t('planNone')}</p>
          ) : (
            <ConfigFiles changes={found.answer.changes} />
          )
        ) : (
          <FailureBanner title={t('planFailed')} code={found.code} />
        )}
      </Section>
    </div>
  )
}
