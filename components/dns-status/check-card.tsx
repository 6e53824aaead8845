import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import { Card } from '#components/ui/card'
import { KeyValues } from '#components/ui/key-values'
import { LinkButton } from '#components/ui/link-button'
import { RelativeTime } from '#components/ui/relative-time'
import { type CheckView, isAbsent } from '#lib/dns-status/schema'
import { AcceptForm } from './accept-form'
import { CheckStatus } from './check-state'
import type { DnsActions } from './dns-status'
import { FindingList } from './finding-list'
import { PasteList, RecordLines } from './record-lines'

interface CheckCardProps {
  check: CheckView
  /** Of the domain or host. */
  id: string
  path: string
  actions: DnsActions
  /** Its form to accept it is open. */
  accepting: boolean
}

/** One record: is it right, what is wrong, what is there and what should be, what to paste. */
export function CheckCard({ check, id, path, actions, accepting }: CheckCardProps) {
  const t = useTranslations('dns')
  const words = useTranslations('domains.dns')
  const { found, expected, records, accepted, since, unansweredSince, changing } = check
  const hasKeys = check.check === 'dkim'
  const draft = ({ spf: 'spf', dmarc: 'dmarc', mta_sts: 'mta-sts' } as Partial<Record<typeof check.check, string>>)[check.check]
  const hasDraft = draft !== undefined
  const hasFindings = check.errors.length + check.warnings.length > 0
  const decides = !accepting && (accepted ? actions.withdraw !== undefined : hasFindings && actions.accept !== undefined)
  const isAsExpected = expected.join('\n') === found.join('\n')
  const shown = [
    ...(hasFindings && !accepted ? [{ key: 'mend', label: t('mendTitle'), value: t(`mend.${check.check}`) }] : []),
    {
      key: 'found',
      label: t('found'),
      value: found.length > 0 ? <RecordLines lines={found} /> : <span className="text-muted">{t('nothingFound')}</span>,
    },
    ...(expected.length > 0 && !isAbsent(check) && !isAsExpected
      ? [{ key: 'expected', label: t('expected'), value: <RecordLines lines={expected} /> }]
      : []),
    ...(records.length > 0
      ? [
          {
            key: 'publish',
            label: t('publish'),
            value: (
              <PasteList
                records={records}
                nameLabel={(name) => words('copyName', { name })}
                valueLabel={(name) => words('copyValue', { name })}
              />
            ),
          },
        ]
      : []),
  ]
  return (
    <div id={check.check} className="scroll-mt-20">
      <Card
        title={t(`check.${check.check}`)}
        sub={`${t(`why.${check.check}`)} ${t(`breaks.${check.check}`)}`}
        actions={
          <span className="flex flex-wrap items-baseline gap-x-2 text-sm">
            <CheckStatus check={check} />
            <span className="text-faint">{t.rich('since', { when: () => <RelativeTime value={since} /> })}</span>
          </span>
        }
        footer={
          (hasDraft || hasKeys || decides) && (
            <span className="flex flex-wrap gap-2">
              {hasDraft && (
                <LinkButton href={`${path}/${draft}`} size="small">
                  {t('draft.open')}
                </LinkButton>
              )}
              {hasKeys && (
                <LinkButton href={path.replace(/\/dns$/, '/dkim')} size="small">
                  {t('toDkim')}
                </LinkButton>
              )}
              {decides && <Acceptance check={check} id={id} path={path} actions={actions} />}
            </span>
          )
        }
      >
        <div className="flex flex-col gap-4">
          {unansweredSince && <Banner tone="info" title={t.rich('unanswered', { when: () => <RelativeTime value={unansweredSince} /> })} />}
          {changing && !unansweredSince && <Banner tone="info" title={t('changing')} />}
          <FindingList {...check} />
          {accepted && (
            <p className="text-muted">
              {t.rich('accept.by', { by: accepted.by, note: accepted.note, when: () => <RelativeTime value={accepted.at} /> })}
            </p>
          )}
          <KeyValues items={shown} />
          {accepting && <AcceptForm id={id} check={check.check} path={path} action={actions.accept} />}
        </div>
      </Card>
    </div>
  )
}

function Acceptance({ check, id, path, actions }: Omit<CheckCardProps, 'accepting'>) {
  const t = useTranslations('dns.accept')
  if (!check.accepted)
    return actions.accept ? (
      <LinkButton href={`${path}?accept=${check.check}#${check.check}`} size="small" look="quiet">
        {t('title')}
      </LinkButton>
    ) : null
  return actions.withdraw ? (
    <ActButton
      label={t('withdraw')}
      size="small"
      action={actions.withdraw}
      fields={{ $id: id, check: check.check }}
      done={t('withdrawn')}
    />
  ) : null
}
