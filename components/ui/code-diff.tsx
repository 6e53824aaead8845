import { FileText, Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from './class-names'
import { CopyButton } from './copy-button'

export interface DiffLine {
  readonly kind: 'add' | 'remove' | 'context'
  readonly text: string
}

interface CodeDiffProps {
  /** The path on the host. */
  file: string
  lines: readonly DiffLine[]
  /** Lines that were left out because there are too many; said, never hidden. */
  omitted?: number
}

const looks = {
  add: { row: 'bg-good-soft', ink: 'text-good', icon: Plus, sign: '+' },
  remove: { row: 'bg-bad-soft', ink: 'text-bad', icon: Minus, sign: '-' },
  context: { row: '', ink: 'text-faint', icon: null, sign: ' ' },
} as const

/** The exact lines of one file, before and after. The copy is a plain unified body, as one would paste it into a letter. */
export function CodeDiff({ file, lines, omitted = 0 }: CodeDiffProps) {
  const t = useTranslations('ui.diff')
  const added = lines.filter((line) => line.kind === 'add').length
  const removed = lines.filter((line) => line.kind === 'remove').length
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg bg-surface inset-ring inset-ring-line">
      <figcaption className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-sunken py-1.5 pr-2 pl-3 text-sm">
        <span className="flex min-w-0 flex-1 items-center gap-2 max-sm:basis-full">
          <FileText aria-hidden className="size-3.5 shrink-0 text-muted" />
          <span className="min-w-0 break-words font-mono">{file}</span>
        </span>
        <span className={classNames('whitespace-nowrap tabular-nums', added > 0 ? 'font-medium text-good' : 'text-faint')}>
          {t('added', { count: added })}
        </span>
        <span className={classNames('whitespace-nowrap tabular-nums', removed > 0 ? 'font-medium text-bad' : 'text-faint')}>
          {t('removed', { count: removed })}
        </span>
        <CopyButton bare label={t('copy')} value={lines.map((line) => looks[line.kind].sign + line.text).join('\n')} />
      </figcaption>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe: scrollable-region-focusable)
        tabIndex={0}
        aria-label={t('label', { file })}
        className="overflow-x-auto py-1 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
      >
        <ol className="w-max min-w-full">
          {lines.map((line, index) => {
            const { row, ink, icon: Icon } = looks[line.kind]
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and never move; their place is their identity
              <li key={index} className={classNames('flex items-center pr-4', row)}>
                <span className={classNames('sticky left-0 flex w-8 shrink-0 justify-center', ink)}>
                  {Icon && <Icon aria-label={t(line.kind)} role="img" className="size-3" />}
                </span>
                <span className="whitespace-pre">{line.text || ' '}</span>
              </li>
            )
          })}
        </ol>
        {omitted > 0 && <p className="px-3 pt-1 font-sans text-muted">{t('omitted', { count: omitted })}</p>}
      </section>
    </figure>
  )
}
