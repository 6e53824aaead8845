import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ScriptList } from '#components/rules/script-list'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { MessagesScope } from '#components/ui/messages-scope'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { scriptsOrFailure } from '#lib/rules/scripts'
import { activateOwnScript, deleteOwnScript, renameOwnScript, saveOwnScript } from '../rule-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.scripts'))('title') }
}

export default async function OwnScriptsPage() {
  const actor = mailboxActor(await pageMailbox('/me/scripts'))
  const [scripts, t, rules] = await Promise.all([
    scriptsOrFailure(actor, actor.id),
    getTranslations('rules.scripts'),
    getTranslations('rules'),
  ])
  const actions = { save: saveOwnScript, activate: activateOwnScript, rename: renameOwnScript, remove: deleteOwnScript }
  return (
    <MessagesScope namespaces={['form', 'rules']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      {scripts ? (
        <ScriptList scripts={scripts} mailboxId={actor.id} actions={actions} editPath="/me/scripts/edit" />
      ) : (
        <Banner tone="warn" title={rules('unreachable')} />
      )}
    </MessagesScope>
  )
}
