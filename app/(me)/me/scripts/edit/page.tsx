import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ScriptEditor } from '#components/rules/script-editor'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { AppError } from '#lib/errors'
import { readScript } from '#lib/rules/scripts'
import { saveOwnScript } from '../../rule-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.scripts'))('title') }
}

export default async function OwnScriptPage({ searchParams }: { searchParams: Promise<{ name?: string | string[] }> }) {
  const actor = mailboxActor(await pageMailbox('/me/scripts'))
  const { name } = await searchParams
  const t = await getTranslations('rules.scripts')
  const script = typeof name === 'string' ? await scriptOf(() => readScript(actor, actor.id, name)) : null
  return (
    <MessagesScope namespaces={['form', 'rules']}>
      <PageHeader title={script ? <bdi>{script.name}</bdi> : t('newTitle')} breadcrumbs={[{ label: t('title'), href: '/me/scripts' }]} />
      <ScriptEditor script={script} mailboxId={actor.id} action={saveOwnScript} listPath="/me/scripts" />
    </MessagesScope>
  )
}

async function scriptOf<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof AppError && error.status === 404) notFound()
    throw error
  }
}
