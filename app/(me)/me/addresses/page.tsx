import { AtSign } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DrawAliasForm, OwnAliasForm } from '#components/me/own-alias-forms'
import { OwnAliasTable } from '#components/me/own-alias-table'
import { PageHeader } from '#components/shell/page-header'
import { Address } from '#components/ui/address'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { EmptyState } from '#components/ui/empty-state'
import { Section } from '#components/ui/section'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { listOwnAliases } from '#lib/me/list-own-aliases'
import { drawAddress, dropAddress, makeAddress, saveAddress } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.addresses'))('title') }
}

export default async function OwnAddressesPage() {
  const owner = await pageMailbox('/me/addresses')
  const [{ given, own, disposable, ownMax, disposableMax, domain }, t] = await Promise.all([
    listOwnAliases(mailboxActor(owner)),
    getTranslations('me.addresses'),
  ])
  const table = { save: saveAddress, remove: dropAddress }
  const offered = ownMax > 0 || disposableMax > 0 || own.length > 0 || disposable.length > 0
  return (
    <>
      <PageHeader title={t('title')} sub={t('sub')} />
      <div className="flex flex-col gap-10">
        <Card title={t('main')} sub={t('mainSub')}>
          <span className="inline-flex max-w-full items-center gap-1 text-lg">
            <Address value={owner.address} /> <CopyButton bare value={owner.address} />
          </span>
        </Card>
        {given.length > 0 && (
          <Card title={t('given')} sub={t('givenSub')}>
            <ul className="flex flex-col gap-2">
              {given.map((address) => (
                <li key={address} className="inline-flex max-w-full items-center gap-1">
                  <Address value={address} /> <CopyButton bare value={address} label={t('copy', { address })} />
                </li>
              ))}
            </ul>
          </Card>
        )}
        {!offered && given.length > 0 && <p className="text-muted text-sm">{t('offBody')}</p>}
        {!offered && given.length === 0 && (
          <EmptyState icon={<AtSign aria-hidden />} title={t('off')}>
            {t('offBody')}
          </EmptyState>
        )}
        {(ownMax > 0 || own.length > 0) && (
          <Section title={t('own')} sub={t('ownSub')} actions={<Used count={own.length} max={ownMax} />}>
            {own.length > 0 && <OwnAliasTable {...table} rows={own} caption={t('own')} noteHeader={t('noteOwn')} />}
            {own.length < ownMax ? (
              <Card>
                <OwnAliasForm action={makeAddress} domain={domain.unicodeName} />
              </Card>
            ) : (
              <p className="text-muted text-sm">{t('full')}</p>
            )}
          </Section>
        )}
        {(disposableMax > 0 || disposable.length > 0) && (
          <Section title={t('disposable')} sub={t('disposableSub')} actions={<Used count={disposable.length} max={disposableMax} />}>
            {disposable.length > 0 && <OwnAliasTable {...table} rows={disposable} caption={t('disposable')} noteHeader={t('noteDrawn')} />}
            {disposable.length < disposableMax ? (
              <Card>
                <DrawAliasForm action={drawAddress} />
              </Card>
            ) : (
              <p className="text-muted text-sm">{t('full')}</p>
            )}
          </Section>
        )}
      </div>
    </>
  )
}

async function Used({ count, max }: { count: number; max: number }) {
  const t = await getTranslations('me.addresses')
  return <span className="tabular-nums text-muted text-sm">{t('used', { count, max })}</span>
}
