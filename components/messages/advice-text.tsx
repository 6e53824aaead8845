import { useTranslations } from 'next-intl'
import type { AdviceView } from '#lib/messages/schema'

/** What an answer means, who can act, what to do; always with the meaning of its code where it has one. */
export function AdviceText({ advice }: { advice: AdviceView }) {
  const t = useTranslations('advice')
  const m = useTranslations('messages.cause')
  const has = t.has as (key: string) => boolean
  const say = t as unknown as (key: string) => string
  const { code, who, temporary, status, provider } = advice
  const meaning = code !== null && has(`code.${code}.meaning`) ? say(`code.${code}.meaning`) : null
  const statusText = status !== null && has(`status.${status}`) ? say(`status.${status}`) : null
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium">{meaning ?? statusText ?? m('noRule')}</p>
      {meaning && code && <p>{say(`code.${code}.action`)}</p>}
      <p className="text-muted text-sm">
        {[
          who && say(`who.${who}`),
          temporary !== null && say(`temporary.${temporary ? 'yes' : 'no'}`),
          meaning && statusText && `${statusText}.`,
        ]
          .filter(Boolean)
          .join(' ')}
        {provider?.page && (
          <>
            {' '}
            <a href={provider.page} rel="noreferrer noopener" target="_blank" className="underline underline-offset-3">
              {m('page', { name: provider.name })}
            </a>
          </>
        )}
      </p>
    </div>
  )
}
