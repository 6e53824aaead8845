import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ScriptEditor } from '#components/rules/script-editor'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { AppError } from '#lib/errors'
import { readScript } from '#lib/rules/scripts'
import { mailboxOf } from '../../mailbox-of'
import { saveMailboxScript } from '../actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ name?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.scripts'))('title') }
}

export default async function MailboxScriptPage({ params, searchParams }: Props) {
  const { actor, mailbox } = await mailboxOf((await params).id, 'mailbox.write')
  const { name } = await searchParams
  const t = await getTranslations('rules')
  const script = typeof name === 'string' ? await scriptOf(() => readScript(actor, mailbox.id, name)) : null
  const listPath = `/mailboxes/${mailbox.id}/rules`
  return (
    <MessagesScope namespaces={['form', 'rules']}>
      <PageHeader
        title={script ? <bdi>{script.name}</bdi> : t('scripts.newTitle')}
        breadcrumbs={[
          { label: mailbox.unicodeAddress, href: `/mailboxes/${mailbox.id}` },
          { label: t('admin.title'), href: listPath },
        ]}
      />
      <ScriptEditor script={script} mailboxId={mailbox.id} action={saveMailboxScript} listPath={listPath} />
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
