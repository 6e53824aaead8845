import { getTranslations } from 'next-intl/server'
import { CsvColumns } from '#components/csv/csv-columns'
import { CsvImport } from '#components/csv/csv-import'
import { PageHeader } from '#components/shell/page-header'
import { TaskTable } from '#components/tasks/task-table'
import { Card } from '#components/ui/card'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { Section } from '#components/ui/section'
import { pageActor } from '#lib/auth/current-actor'
import type { Permission } from '#lib/auth/permissions'
import { listTasks } from '#lib/tasks/queries'
import type { FormAction } from '#lib/web/action-state'

const titles = {
  mailboxes: ['titleMailboxes', 'subMailboxes'],
  aliases: ['titleAliases', 'subAliases'],
  groups: ['titleGroups', 'subGroups'],
} as const
export type ImportNoun = keyof typeof titles

interface ImportPageProps {
  noun: ImportNoun
  action: FormAction
  permission: Permission
  columns: { readonly required: readonly string[]; readonly optional: readonly string[] }
}

export const importTitle = async (noun: ImportNoun): Promise<string> => (await getTranslations('mailboxes.import'))(titles[noun][0])

const recentMax = 5

/** A file into a list, what it may have in it, and what became of the last ones. */
export async function ImportPage({ noun, action, permission, columns }: ImportPageProps) {
  const actor = await pageActor(`/${noun}/import`, permission)
  const [list, t, tasks] = await Promise.all([getTranslations(noun), getTranslations('mailboxes.import'), getTranslations('tasks')])
  const recent = await listTasks(actor, { noun }, { limit: recentMax })
  const all = (
    <LinkButton href={`/tasks?noun=${noun}`} size="small" look="quiet">
      {tasks('all')}
    </LinkButton>
  )
  return (
    <MessagesScope namespaces={['form', 'mailboxes']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader title={t(titles[noun][0])} sub={t(titles[noun][1])} breadcrumbs={[{ label: list('title'), href: `/${noun}` }]} />
        <div className="flex flex-col gap-6">
          <Card>
            <CsvImport action={action} listHref={`/${noun}`} />
          </Card>
          <Card title={t('columns')}>
            <CsvColumns {...columns} />
          </Card>
          {recent.rows.length > 0 && (
            <Section title={tasks('recent')} actions={all}>
              <TaskTable rows={recent.rows} />
            </Section>
          )}
        </div>
      </div>
    </MessagesScope>
  )
}
