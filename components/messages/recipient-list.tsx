import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { Card } from '#components/ui/card'
import type { RecipientView } from '#lib/messages/schema'
import { AdviceText } from './advice-text'
import { MessageState } from './message-state'
import { Words } from './words'

interface RecipientListProps {
  recipients: readonly RecipientView[]
  /** Of all that may be seen. */
  count: number
  hidden: number
}

/** What became of it for each, in the remote's own words and in ours. */
export function RecipientList({ recipients, count, hidden }: RecipientListProps) {
  const t = useTranslations('messages')
  return (
    <Card title={t('story.recipients')} flush>
      <ul className="divide-y">
        {recipients.map((recipient, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one address may have been reached by way of two aliases, and the order stands
          <li key={at} className="flex flex-col gap-2 px-5 py-3.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <span className="min-w-0 break-words">
                <Name recipient={recipient} />
              </span>
              <MessageState state={recipient.fate} />
            </div>
            <Way recipient={recipient} />
            {recipient.advice && (
              <div className="flex flex-col gap-2">
                {recipient.words && <Words>{recipient.words}</Words>}
                <AdviceText advice={recipient.advice} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {(hidden > 0 || count > recipients.length) && (
        <p className="border-t px-5 py-3 text-muted text-sm">
          {count > recipients.length && t('story.moreRecipients', { count: count - recipients.length })}{' '}
          {hidden > 0 && t('story.hidden', { count: hidden })}
        </p>
      )}
    </Card>
  )
}

function Name({ recipient: { address, original } }: { recipient: RecipientView }) {
  const t = useTranslations('messages.story')
  if (address === null) return <bdi>{t('member', { address: original ?? '' })}</bdi>
  return (
    <>
      <Address value={address} />
      {original !== null && original !== address && <bdi className="ml-2 text-muted text-sm">{t('via', { address: original })}</bdi>}
    </>
  )
}

function Way({ recipient: { folder, relay, attempts } }: { recipient: RecipientView }) {
  const t = useTranslations('messages.story')
  const parts = [
    folder !== null && t('folder', { folder }),
    relay !== null && t('to', { relay }),
    attempts > 1 && t('attempts', { count: attempts }),
  ].filter((part) => part !== false)
  if (parts.length === 0) return null
  return <p className="break-words text-muted text-sm">{parts.join(' · ')}</p>
}
