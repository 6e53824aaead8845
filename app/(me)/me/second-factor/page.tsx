import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AppPasswordsOnly } from '#components/app-passwords/app-passwords-only'
import { AppFactor } from '#components/security/app-factor'
import { CodesFactor } from '#components/security/codes-factor'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getOwnSecondFactor } from '#lib/me/own-second-factor'
import { askForAppPasswords, enableApp, makeCodes, removeApp, setUpApp } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me.secondFactor'))('title') }
}

export default async function OwnSecondFactorPage() {
  const actor = mailboxActor(await pageMailbox('/me/second-factor'))
  const [{ app, recoveryCodes, appPasswordsOnly }, t] = await Promise.all([getOwnSecondFactor(actor), getTranslations('me.secondFactor')])
  return (
    <MessagesScope namespaces={['appPasswords', 'form', 'security']}>
      <div className="max-w-3xl">
        <PageHeader title={t('title')} sub={t('sub')} />
        <div className="flex flex-col gap-6">
          <AppFactor isOn={app} address={actor.name} actions={{ setUpApp, enableApp, removeApp }} />
          {app && <CodesFactor left={recoveryCodes} address={actor.name} makeCodes={makeCodes} />}
          <AppPasswordsOnly isOn={appPasswordsOnly} isPossible={app} address={actor.name} action={askForAppPasswords} />
          <p className="text-muted text-sm">{t('lost')}</p>
        </div>
      </div>
    </MessagesScope>
  )
}
