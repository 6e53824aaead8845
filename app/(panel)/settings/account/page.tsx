import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { ActButton } from '#components/form/act-button'
import { OwnPasswordScope } from '#components/form/own-password'
import { AccountForm } from '#components/settings/account-form'
import { PasswordForm } from '#components/settings/password-form'
import { SessionTable } from '#components/settings/session-table'
import { ThemeChoice } from '#components/settings/theme-choice'
import { Card } from '#components/ui/card'
import { Section } from '#components/ui/section'
import { currentSession, pageActor } from '#lib/auth/current-actor'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { hasOwnPassword } from '#lib/people/current-password'
import { getOwnAccount } from '#lib/people/own-account'
import { listSessions } from '#lib/people/queries'
import { changePassword, endOthers, endSession, saveAccount } from '../actions'

export default async function AccountPage() {
  const actor = await pageActor('/settings/account', 'account.write')
  const t = await getTranslations('settings.account')
  const [account, sessions, session] = await Promise.all([getOwnAccount(actor), listSessions(actor), currentSession()])
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <div className="flex flex-col gap-6">
      <div className="grid max-w-5xl items-start gap-6 lg:grid-cols-2">
        <div className="flex flex-col gap-6">
          <Card title={t('title')}>
            <AccountForm account={account} action={saveAccount} />
          </Card>
          <Card>
            <ThemeChoice theme={theme} />
          </Card>
        </div>
        <Card title={t('password')} sub={t('passwordSub')}>
          <OwnPasswordScope has={await hasOwnPassword(actor.id)}>
            <PasswordForm account={account} action={changePassword} />
          </OwnPasswordScope>
        </Card>
      </div>
      <Section
        title={t('sessions')}
        sub={t('sessionsSub')}
        actions={
          sessions.length > 1 && (
            <ActButton
              label={t('endAll')}
              size="small"
              action={endOthers}
              fields={{}}
              done={t('ended', { count: sessions.length - 1 })}
              confirm={{ title: t('endAllTitle'), description: t('endAllBody'), confirmLabel: t('endAll'), danger: true }}
            />
          )
        }
      >
        <SessionTable rows={sessions} current={session?.sessionId ?? ''} end={endSession} />
      </Section>
    </div>
  )
}
