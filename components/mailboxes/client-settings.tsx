import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '#components/ui/copy-button'
import type { MailboxView } from '#lib/mailboxes/schema'

/** What is typed into a mail program. `server` is the name that the host's certificate carries. */
export function ClientSettings({
  mailbox,
  server,
}: {
  mailbox: Pick<MailboxView, 'address' | 'imap' | 'submission' | 'pop3'>
  server: string
}) {
  const t = useTranslations('mailboxes.client')
  const line = (on: boolean, port: number, also?: ReactNode) =>
    on ? (
      <>
        <Copied value={server} />
        <span className="block text-muted text-sm">
          {t('tls', { port: String(port) })} {also}
        </span>
      </>
    ) : (
      <span className="text-faint">{t('off')}</span>
    )
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">{t('explain')}</p>
      <dl className="flex flex-col gap-3">
        {[
          { key: 'user', label: t('user'), value: <Copied value={mailbox.address} /> },
          { key: 'imap', label: t('imap'), value: line(mailbox.imap, 993) },
          { key: 'smtp', label: t('smtp'), value: line(mailbox.submission, 465, t('smtpAlso')) },
          { key: 'pop3', label: t('pop3'), value: line(mailbox.pop3, 995) },
        ].map(({ key, label, value }) => (
          <div key={key}>
            <dt className="text-muted text-sm">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Copied({ value }: { value: string }) {
  return (
    <span className="font-mono">
      <bdi className="break-all">{value}</bdi> <CopyButton bare value={value} />
    </span>
  )
}
