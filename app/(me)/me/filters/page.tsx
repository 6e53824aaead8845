import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { FilterList } from '#components/rules/filter-list'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getFilters } from '#lib/rules/filters'
import { getForwarding } from '#lib/rules/forwarding'
import { saveFilters, tryOwnFilters } from '../rule-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.filters'))('title') }
}

export default async function OwnFiltersPage() {
  const actor = mailboxActor(await pageMailbox('/me/filters'))
  const [saved, forwarding, t] = await Promise.all([
    getFilters(actor, actor.id),
    getForwarding(actor, actor.id),
    getTranslations('rules.filters'),
  ])
  const targets = forwarding.targets.flatMap(({ state, address }) => (state === 'pending' ? [] : [address]))
  return (
    <MessagesScope namespaces={['form', 'rules']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      <FilterList saved={saved} mailboxId={actor.id} targets={targets} save={saveFilters} attempt={tryOwnFilters} />
      <p className="mt-4 text-muted text-sm">
        {t.rich('forwardHint', {
          link: (text) => (
            <Link href="/me/forwarding" className="text-accent-ink underline">
              {text}
            </Link>
          ),
        })}
      </p>
    </MessagesScope>
  )
}
