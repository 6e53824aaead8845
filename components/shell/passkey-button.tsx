import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { givePasskey } from './auth-requests'
import type { useSignIn } from './use-sign-in'

/** The other way in. */
export function PasskeyButton({ pending, give }: Pick<ReturnType<typeof useSignIn>, 'pending' | 'give'>) {
  const t = useTranslations('auth')
  return (
    <>
      <p className="flex items-center gap-3 text-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      <Button wide icon={<KeyRound aria-hidden />} disabled={pending} onClick={() => give(givePasskey)}>
        {t('passkey')}
      </Button>
    </>
  )
}
