import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { givePasskey } from './auth-requests'
import { OrLine } from './or-line'
import type { useSignIn } from './use-sign-in'

/** The other way in. */
export function PasskeyButton({ pending, give }: Pick<ReturnType<typeof useSignIn>, 'pending' | 'give'>) {
  const t = useTranslations('auth')
  return (
    <>
      <OrLine />
      <Button wide icon={<KeyRound aria-hidden />} disabled={pending} onClick={() => give(givePasskey)}>
        {t('passkey')}
      </Button>
    </>
  )
}
