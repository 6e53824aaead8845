import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { Status, type Tone, toneInk } from '#components/ui/status'
import type { LogLineView } from '#lib/messages/schema'

const inks: Record<LogLineView['tone'], Tone> = { good: 'good', warn: 'warn', bad: 'bad', neutral: 'neutral', unknown: 'waiting' }

interface LogLinesProps {
  lines: readonly LogLineView[]
  /** The line as it was written stands there at once; otherwise one opens it. */
  raw?: boolean
  /** Where the message of a queue id is looked for. */
  searchHref?: (queueId: string) => string
}

/** Lines of a log: when, who, what, coloured by what it means and said in a word. What programs and strangers wrote is text. */
export function LogLines({ lines, raw, searchHref }: LogLinesProps) {
  return (
    <ol className="divide-y">
      {lines.map((line) => (
        <li key={line.id} className="px-4 py-2 text-sm sm:px-5">
          {raw ? <RawLine raw={line.raw} /> : <ReadLine line={line} searchHref={searchHref} />}
        </li>
      ))}
    </ol>
  )
}

const RawLine = ({ raw }: { raw: string }) => (
  <bdi className="whitespace-pre-wrap break-words font-mono text-sm [overflow-wrap:anywhere]">{raw}</bdi>
)

function ReadLine({ line, searchHref }: { line: LogLineView } & Pick<LogLinesProps, 'searchHref'>) {
  const t = useTranslations('logs')
  const { tone, at, host, program, text, raw, queueId } = line
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="text-faint tabular-nums">
          <RelativeTime value={at} exact />
        </span>
        <span className="text-muted">
          <bdi>{host}</bdi> <bdi className="font-mono">{program}</bdi>
        </span>
        {tone !== 'neutral' && <Status tone={inks[tone]}>{t(`toneWord.${tone}`)}</Status>}
        {queueId !== null && searchHref && (
          <a
            href={searchHref(queueId)}
            className="rounded-sm font-mono underline decoration-line underline-offset-3 hover:decoration-current"
          >
            {queueId}
          </a>
        )}
      </div>
      <details>
        <summary
          className={`cursor-pointer break-words marker:text-faint [overflow-wrap:anywhere] ${tone === 'neutral' ? '' : toneInk[inks[tone]]}`}
        >
          <bdi className="font-mono">{text}</bdi>
        </summary>
        <div className="mt-1 rounded-md bg-sunken px-3 py-2 inset-ring inset-ring-line">
          <RawLine raw={raw} />
        </div>
      </details>
    </div>
  )
}
