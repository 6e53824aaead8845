import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { TextField } from '#components/ui/text-field'

/** Asks for an address by the URL, so that the answer can be linked to. */
export function SetupQuestion({ asked, unknown }: { asked: string; unknown: boolean }) {
  const t = useTranslations('setup.public')
  return (
    <form method="get" action="/setup" className="flex flex-col gap-4">
      <TextField
        name="address"
        label={t('address')}
        type="email"
        autoComplete="email"
        mono
        required
        defaultValue={asked}
        error={unknown ? t('none') : undefined}
      />
      <Button type="submit" look="primary" wide>
        {t('submit')}
      </Button>
    </form>
  )
}
