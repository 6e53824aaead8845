import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { OwnPasswordScope } from '#components/form/own-password'
import { Enrolment } from '#components/security/enrolment'
import { AuthFrame } from '#components/shell/auth-frame'
import { MessagesScope } from '#components/ui/messages-scope'
import { currentSession, pageActor, unfinishedSession } from '#lib/auth/current-actor'
import { localPath } from '#lib/auth/local-path'
import { findRelyingParty } from '#lib/auth/relying-party'
import { themeCookie, themeFrom } from '#lib/i18n/theme'
import { hasOwnPassword } from '#lib/people/current-password'
import { addPasskey, enableApp, setUpApp, setUpPasskey } from '../../../(panel)/settings/security/actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('security.enrolment'))('title') }
}

/** Before anything else, where the role must have a second factor. It stays after it was added: the recovery codes are shown here. */
export default async function EnrolmentPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const t = await getTranslations('security.enrolment')
  const { next } = await searchParams
  const path = localPath(typeof next === 'string' ? next : undefined)
  const [session, unfinished] = [await currentSession(), await unfinishedSession()]
  const person = session ?? unfinished
  if (!person || unfinished?.missing === 'second-factor') redirect((await pageActor(path)) && path)
  return (
    <AuthFrame wide title={t('title')} sub={t('sub')} footer={t('footer')} theme={themeFrom((await cookies()).get(themeCookie)?.value)}>
      <MessagesScope namespaces={['security', 'form']}>
        <OwnPasswordScope has={await hasOwnPassword(person.id)}>
          <Enrolment
            next={path}
            isDone={session !== null}
            address={person.address}
            passkeys={findRelyingParty() !== null}
            actions={{ setUpApp, enableApp, setUpPasskey, addPasskey }}
          />
        </OwnPasswordScope>
      </MessagesScope>
    </AuthFrame>
  )
}
