import { useTranslations } from 'next-intl'

const options = [
  ['name', '--name mail1'],
  ['port', '--ssh-port 2222'],
  ['identity', '--identity FILE'],
  ['tls', '--tls-cert PATH --tls-key PATH'],
  ['takeOver', '--take-over'],
  ['yes', '--yes'],
] as const

/** What can be added to the line. */
export function EnrolOptions() {
  const t = useTranslations('hosts.add.option')
  return (
    <dl className="flex flex-col gap-3">
      {options.map(([key, text]) => (
        <div key={key}>
          <dt>
            <code className="font-mono text-sm">{text}</code>
          </dt>
          <dd className="text-muted text-sm">{t(key)}</dd>
        </div>
      ))}
    </dl>
  )
}
