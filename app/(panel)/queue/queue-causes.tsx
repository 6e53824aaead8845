import { getTranslations } from 'next-intl/server'
import { CauseList } from '#components/queue/cause-list'
import { Banner } from '#components/ui/banner'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import type { Actor } from '#lib/auth/actor'
import { AppError } from '#lib/errors'
import { listCauses } from '#lib/queue/queries'
import type { CausesView, CauseView } from '#lib/queue/schema'

interface QueueCausesProps {
  actor: Actor
  host: string
  hrefOf: (changes: Record<string, string | null>) => string
}

/** Why messages wait, as the last look at all of them found it. */
export async function QueueCauses({ actor, host, hrefOf }: QueueCausesProps) {
  const t = await getTranslations('queue.causes')
  const known = await causesOf(actor, host)
  if (known === null) return <Banner tone="bad" title={(await getTranslations('queue.list'))('failed')} />
  const { at, causes } = known
  const hrefOfCause = ({ destination, held }: CauseView) => hrefOf({ destination, queue: held ? 'hold' : null })
  return (
    <Section title={t('title')} sub={at ? t.rich('sub', { when: () => <RelativeTime value={at} /> }) : t('subNever')}>
      {at && <CauseList causes={causes.map((cause) => ({ ...cause, href: hrefOfCause(cause) }))} />}
    </Section>
  )
}

async function causesOf(actor: Actor, host: string): Promise<CausesView | null> {
  try {
    return await listCauses(actor, host)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
