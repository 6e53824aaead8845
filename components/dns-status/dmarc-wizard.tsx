import { useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'
import { RadioGroup } from '#components/ui/radio-group'
import { TextField } from '#components/ui/text-field'
import type { DmarcDraft } from '#lib/dns-status/drafts'
import { DraftResult } from './draft-result'

interface DmarcWizardProps {
  /** Of this page: the answers are in its address. */
  path: string
  draft: DmarcDraft
  /** Sentences by field, of answers that were not taken. */
  errors: Readonly<Record<string, readonly string[]>>
}

/** What becomes of forged mail, in stages, and who hears of it. */
export function DmarcWizard({ path, draft: { wish, present, record, next }, errors }: DmarcWizardProps) {
  const t = useTranslations('dns.dmarcDraft')
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Card title={t('title')} sub={t('sub')}>
        <form action={path} className="flex flex-col gap-5">
          <RadioGroup
            name="policy"
            legend={t('policy')}
            defaultValue={wish.policy}
            options={(['none', 'quarantine', 'reject'] as const).map((value) => ({ value, label: t(value), help: t(`${value}Help`) }))}
          />
          <TextField
            name="reports"
            label={t('reports')}
            help={t('reportsHelp')}
            error={errors.reports}
            mono
            defaultValue={wish.reports.join(', ')}
            placeholder="dmarc@example.org"
          />
          <div>
            <Button type="submit" look="primary">
              {t('submit')}
            </Button>
          </div>
        </form>
      </Card>
      <DraftResult present={present} record={record}>
        <Banner tone="info" title={t(`next.${next ?? 'done'}`)} />
      </DraftResult>
    </div>
  )
}
