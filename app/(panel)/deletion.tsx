import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm, type ActionFormProps } from '#components/form/action-form'
import { TypedNameField } from '#components/form/typed-name-field'
import type { AddressNoun, AddressRow } from '#components/list/address-table'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { Section } from '#components/ui/section'
import type { Actor } from '#lib/auth/actor'
import type { Outcome } from '#lib/outcome'
import { ProposedLines } from './planned-lines'

interface DeletionProps extends Pick<ActionFormProps, 'action' | 'target' | 'submitLabel' | 'savedText' | 'doneHref' | 'cancelHref'> {
  actor: Actor
  /** The deletion itself; it is tried and undone, to show its lines. */
  command: () => Promise<Outcome<unknown>>
  linesTitle: string
  /** What depends on the thing. */
  impact?: ReactNode
  /** For what cannot be undone: typed before the button works. */
  nameToType?: string
  /** Given where the thing cannot go yet: its lines are shown, the button is not. */
  blocked?: boolean
}

/** What would go, by meaning and by line, and after that the button. */
export function Deletion({ actor, command, linesTitle, impact, nameToType, blocked, ...form }: DeletionProps) {
  return (
    <div className="flex flex-col gap-6">
      {impact}
      <Section title={linesTitle}>
        <ProposedLines actor={actor} command={command} />
      </Section>
      {!blocked && (
        <Card>
          <ActionForm {...form} labels={{}} look="danger">
            {nameToType && <TypedNameField name={nameToType} />}
          </ActionForm>
        </Card>
      )}
    </div>
  )
}

interface AddressDeletionProps extends Pick<DeletionProps, 'actor' | 'command' | 'action' | 'impact' | 'nameToType' | 'doneHref'> {
  noun: AddressNoun
  row: AddressRow & { readonly version: number }
}

/** The page on which a mailbox, an alias or a group is deleted. */
export async function AddressDeletion({ noun, row, doneHref = `/${noun}`, ...deletion }: AddressDeletionProps) {
  const t = await getTranslations(noun)
  const { id, version, unicodeAddress: address } = row
  return (
    <MessagesScope namespaces={['form']}>
      <div className="mx-auto max-w-3xl">
        <PageHeader
          title={t('delete.title', { address })}
          sub={t('delete.sub')}
          breadcrumbs={[
            { label: t('title'), href: `/${noun}` },
            { label: address, href: `/${noun}/${id}` },
          ]}
        />
        <Deletion
          {...deletion}
          target={{ id, version }}
          linesTitle={t('delete.lines')}
          submitLabel={t('delete.submit')}
          savedText={t('delete.saved')}
          doneHref={doneHref}
          cancelHref={`/${noun}/${id}`}
        />
      </div>
    </MessagesScope>
  )
}
