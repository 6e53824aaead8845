import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { KeyValues } from '#components/ui/key-values'
import { LinkButton } from '#components/ui/link-button'
import { RelativeTime } from '#components/ui/relative-time'
import { Status, type Tone } from '#components/ui/status'
import type { CertificateView } from '#lib/certificates/schema'
import type { FormAction } from '#lib/web/action-state'
import { TlsaRecord } from './tlsa-record'

interface CertificateCardProps {
  certificate: CertificateView
  hostId: string
  hostName: string
  /** Of this tab. */
  path: string
  actions?: { readonly use: FormAction; readonly remove: FormAction } | undefined
}

export function CertificateCard({ certificate, hostId, hostName, path, actions }: CertificateCardProps) {
  const t = useTranslations('certificates')
  const { id, state, names, issuer, keyKind, keyBits, chainEnd, fingerprint, notAfter, isDefault, servedNames, installed } = certificate
  const fields = { $id: hostId, certificate: id }
  const isOver = new Date(notAfter) <= new Date()
  const [tone, word] = standing(certificate, isOver)
  const isUsable = state !== 'current' && certificate.hasKey && !isOver
  return (
    <Card
      level={3}
      title={<span className="break-all font-mono">{names[0]}</span>}
      sub={`${issuer}, ${t(`source.${certificate.source}`)}`}
      actions={
        <>
          {(isUsable || !installed) && !isOver && certificate.hasKey && (
            <LinkButton href={`${path}?plan=${id}`} size="small">
              {t('plan')}
            </LinkButton>
          )}
          {actions && isUsable && (
            <ActButton
              label={t('use')}
              size="small"
              action={actions.use}
              fields={fields}
              done={t('used')}
              confirm={{
                title: t('useTitle'),
                description: state === 'waiting' ? `${t('useBody')} ${t('useUnannounced')}` : t('useBody'),
                confirmLabel: t('use'),
              }}
            />
          )}
          {actions && (
            <ActButton
              label={t('remove')}
              size="small"
              action={actions.remove}
              fields={fields}
              done={t('removed')}
              confirm={{ title: t('removeTitle'), description: t('removeBody'), confirmLabel: t('remove'), danger: true }}
            />
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <Status tone={tone} detail={<RelativeTime value={certificate.since} />}>
            {t(`word.${word}`)}
          </Status>
          {state === 'waiting' && !isOver && (
            <p className="max-w-prose">
              {certificate.recordSeenAt === null
                ? t('waits.record')
                : t.rich('waits.seen', { when: () => <RelativeTime value={certificate.recordSeenAt ?? ''} /> })}
            </p>
          )}
          {chainEnd !== 'known_root' && <p className="max-w-prose text-muted">{t(`chainEnd.${chainEnd}`)}</p>}
          {state !== 'former' && !certificate.coversHost && isDefault && (
            <p className="max-w-prose text-bad">{t('notHostName', { name: hostName })}</p>
          )}
        </div>
        <KeyValues
          items={[
            { key: 'names', label: t('names'), value: <span className="break-all font-mono text-sm">{names.join(', ')}</span> },
            { key: 'until', label: t('until'), value: <RelativeTime value={notAfter} exact /> },
            { key: 'key', label: t('keyLabel'), value: t('key', { kind: keyKind.toUpperCase(), bits: String(keyBits) }) },
            ...(state === 'current'
              ? [
                  {
                    key: 'shown',
                    label: t('shownFor'),
                    value: isDefault ? t('everybody') : <span className="break-all font-mono text-sm">{servedNames.join(', ')}</span>,
                  },
                ]
              : []),
            {
              key: 'fingerprint',
              label: t('fingerprint'),
              value: (
                <span className="flex items-start gap-1">
                  <span className="min-w-0 break-all font-mono text-sm">{fingerprint}</span>
                  <CopyButton bare value={fingerprint} label={t('copyFingerprint')} />
                </span>
              ),
            },
          ]}
        />
        {(state === 'waiting' || (state === 'current' && isDefault)) && <TlsaRecord record={certificate.tlsa} />}
      </div>
    </Card>
  )
}

type Word = 'current' | 'installing' | 'waiting' | 'former' | 'ended'

function standing({ state, installed }: CertificateView, isOver: boolean): [Tone, Word] {
  if (isOver) return [state === 'former' ? 'off' : 'bad', 'ended']
  if (state === 'former') return ['off', 'former']
  if (state === 'waiting') return ['waiting', 'waiting']
  return installed ? ['good', 'current'] : ['waiting', 'installing']
}
