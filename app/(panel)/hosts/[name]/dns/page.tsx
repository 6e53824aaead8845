import { DnsStatus } from '#components/dns-status/dns-status'
import { may } from '#lib/auth/permissions'
import { getDnsStatus, listDnsChanges } from '#lib/dns-status/queries'
import { hostChecks } from '#lib/dns-status/schema'
import { hostOf } from '../host-of'
import { acceptHostDns, checkHostDns, withdrawHostDns } from './actions'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ accept?: string | string[] }> }

export default async function HostDnsPage({ params, searchParams }: Props) {
  const { actor, host } = await hostOf((await params).name)
  const { accept } = await searchParams
  const [status, changes] = await Promise.all([getDnsStatus(actor, 'host', host.id), listDnsChanges(actor, 'host', host.id)])
  return (
    <DnsStatus
      status={status}
      changes={changes}
      id={host.id}
      path={`/hosts/${host.name}/dns`}
      actions={{
        check: may(actor, 'host.apply') ? checkHostDns : undefined,
        ...(may(actor, 'host.write') && { accept: acceptHostDns, withdraw: withdrawHostDns }),
      }}
      accepting={hostChecks.find((check) => check === accept) ?? null}
    />
  )
}
