import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { Input } from '#components/ui/input'

interface RouteFormProps {
  sending: boolean
  values: Readonly<Record<string, string>>
}

/** A question in the URL: it can be kept, and sent to somebody. */
export function RouteForm({ sending, values }: RouteFormProps) {
  const t = useTranslations('routing')
  const names = sending ? (['login', 'sender'] as const) : (['address'] as const)
  return (
    <form action="/routing" className="flex flex-wrap items-start gap-3">
      {sending && <input type="hidden" name="ask" value="send" />}
      {names.map((name) => (
        <div key={name} className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5">
          <label htmlFor={`routing-${name}`} className="font-medium">
            {t(name)}
          </label>
          <Input
            id={`routing-${name}`}
            name={name}
            mono
            required
            maxLength={254}
            autoComplete="off"
            spellCheck={false}
            defaultValue={values[name] ?? ''}
            aria-describedby={`routing-${name}-help`}
          />
          <p id={`routing-${name}-help`} className="text-muted text-sm">
            {t(`${name}Help`)}
          </p>
        </div>
      ))}
      <div className="pt-7 max-sm:w-full max-sm:pt-0">
        <Button type="submit" look="primary">
          {t('ask')}
        </Button>
      </div>
    </form>
  )
}
