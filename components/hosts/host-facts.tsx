import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button'
import { KeyValues } from '#components/ui/key-values'
import { RelativeTime } from '#components/ui/relative-time'
import type { HostView } from '#lib/hosts/schema'

/** What the host is, as its agent said last. */
export function HostFacts({ host }: { host: HostView }) {
  const t = useTranslations('hosts.facts')
  const none = useTranslations('hosts')
  const { agent } = host
  const unknown = <span className="text-faint">{none('unknown')}</span>
  const software = (version: string | undefined) => version ?? (agent ? <span className="text-warn">{t('noneInstalled')}</span> : unknown)
  const items: { key: string; label: string; value: ReactNode }[] = [
    {
      key: 'address',
      label: t('address'),
      value: <span className="font-mono">{host.port === 22 ? host.address : `${host.address}:${host.port}`}</span>,
    },
    { key: 'os', label: t('os'), value: agent?.os ?? unknown },
    { key: 'postfix', label: t('postfix'), value: software(agent?.postfix?.version) },
    { key: 'dovecot', label: t('dovecot'), value: software(agent?.dovecot?.version) },
    { key: 'mapType', label: t('mapType'), value: agent?.postfix ? <MapType postfix={agent.postfix} /> : unknown },
    { key: 'agent', label: t('agent'), value: agent?.agent ?? unknown },
    { key: 'configured', label: t('configured'), value: agent ? t(agent.configured ? 'configuredYes' : 'configuredNo') : unknown },
    { key: 'generation', label: t('generation'), value: <WithHelp value={host.generation} help={t('generationHelp')} /> },
    { key: 'key', label: t('key'), value: <HostKey fingerprint={host.hostKeyFingerprint} /> },
    { key: 'seen', label: t('seen'), value: host.lastSeenAt ? <RelativeTime value={host.lastSeenAt} /> : none('never') },
    ...(host.note ? [{ key: 'note', label: t('note'), value: <p className="whitespace-pre-line">{host.note}</p> }] : []),
  ]
  return <KeyValues items={items} />
}

function MapType({ postfix }: { postfix: { mapType: string; mapTypes: readonly string[] } }) {
  const t = useTranslations('hosts.facts')
  const built = ['cdb', 'lmdb', 'hash', 'btree', 'dbm'].filter((type) => postfix.mapTypes.includes(type))
  return (
    <WithHelp
      value={<code className="font-mono text-sm">{postfix.mapType}</code>}
      help={built.length > 1 ? t('mapTypeHelp', { all: built.join(', ') }) : null}
    />
  )
}

function HostKey({ fingerprint }: { fingerprint: string }) {
  const t = useTranslations('hosts.facts')
  return (
    <>
      <code className="break-all font-mono text-sm">{fingerprint}</code> <CopyButton bare value={fingerprint} label={t('keyCopy')} />
      <span className="block text-faint text-sm">{t('keyHelp')}</span>
    </>
  )
}

function WithHelp({ value, help }: { value: ReactNode; help: string | null }) {
  return (
    <>
      {value}
      {help && <span className="block text-faint text-sm">{help}</span>}
    </>
  )
}
