import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { CopyButton } from '#components/ui/copy-button'
import { Status } from '#components/ui/status'

export interface MadeAppPassword {
  readonly name: string
  readonly password: string
  readonly applied: boolean
}

/** What is typed into the mail program, in clear, once. */
export function AppPasswordMade({ made, address, onDone }: { made: MadeAppPassword; address: string; onDone: () => void }) {
  const t = useTranslations('appPasswords')
  return (
    <div className="flex flex-col gap-4">
      <dl className="divide-y rounded-lg bg-sunken inset-ring inset-ring-line">
        <Typed label={t('user')} value={address} copy={t('copyUser')} />
        <Typed label={t('password')} value={made.password} copy={t('copy')} large />
      </dl>
      <Status tone={made.applied ? 'good' : 'waiting'}>{made.applied ? t('works') : t('worksSoon')}</Status>
      <div>
        <Button look="primary" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  )
}

function Typed({ label, value, copy, large }: { label: string; value: string; copy: string; large?: boolean }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0">
        <dt className="text-muted text-sm">{label}</dt>
        <dd className={large ? 'select-all break-words font-medium font-mono text-lg' : 'select-all break-all font-mono'}>{value}</dd>
      </div>
      <CopyButton value={value} label={copy} />
    </div>
  )
}
