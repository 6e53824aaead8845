import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CommandLine } from '#components/hosts/command-line'
import { LinkButton } from '#components/ui/link-button'
import { Progress } from '#components/ui/progress'
import type { FirstSteps as Start } from '#lib/overview/first-steps'
import { Step } from './step'

/** The way to the first message. Each step looks at the real thing, so it ticks itself. */
export function FirstSteps({ start }: { start: Start }) {
  const t = useTranslations('overview.start')
  const done = [start.host, start.domain, start.mailbox, start.mail].filter(Boolean).length
  const address = start.address ?? 'anna@example.org'
  return (
    <section aria-label={t('title')} className="rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3 px-6 pt-5 pb-4">
        <div>
          <h2 className="font-semibold text-lg tracking-[-0.01em]">{t('title')}</h2>
          <p className="text-muted">{t('sub')}</p>
        </div>
        <div className="w-48">
          <Progress label={t('title')} value={done} max={4} text={t('progress', { done })} />
        </div>
      </header>
      <ol className="border-t">
        <Step number={1} done={start.host} current={!start.host} title={t('host')} body={t('hostBody')}>
          <CommandLine command="npm run cli -- host enrol root@mail.example.org" copyLabel={t('copy')} />
          <p className="mt-2.5 text-sm">
            <Link href="/hosts/new" className="rounded-sm text-accent-ink underline underline-offset-3">
              {t('hostMore')}
            </Link>
          </p>
        </Step>
        <Step number={2} done={start.domain} current={start.host && !start.domain} title={t('domain')} body={t('domainBody')}>
          <LinkButton href="/domains/new" look="primary">
            {t('domainAction')}
          </LinkButton>
        </Step>
        <Step number={3} done={start.mailbox} current={start.domain && !start.mailbox} title={t('mailbox')} body={t('mailboxBody')}>
          <LinkButton href="/mailboxes/new" look="primary">
            {t('mailboxAction')}
          </LinkButton>
        </Step>
        <Step number={4} done={start.mail} current={start.mailbox && !start.mail} title={t('mail')} body={t('mailBody')}>
          <CommandLine command={`echo "Hello from Postern" | mail -s "First message" ${address}`} copyLabel={t('copy')} />
          <p className="mt-2.5 text-muted text-sm">{t('mailWaiting')}</p>
        </Step>
      </ol>
    </section>
  )
}
