import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useRef } from 'react'
import { classNames } from '#components/ui/class-names'

interface ScriptTextProps {
  value: string
  onChange: (value: string) => void
  problems: readonly { readonly line: number; readonly message: string }[]
  area: RefObject<HTMLTextAreaElement | null>
  label: string
}

/** Plain text with the numbers of its lines; a line at which the compiler stumbled is marked, and a press on the message leads there. */
export function ScriptText({ value, onChange, problems, area, label }: ScriptTextProps) {
  const t = useTranslations('rules.scripts')
  const gutter = useRef<HTMLDivElement>(null)
  const lines = value.split('\n')
  const marked = new Set(problems.map(({ line }) => line))
  const show = (line: number) => {
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
    area.current?.focus()
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
    if (area.current) area.current.scrollTop = Math.max(0, (line - 4) * lineHeight)
  }
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor="field-text" className="font-medium">
        {label}
      </label>
      {problems.length > 0 && (
        <ul
          role="alert"
          id="script-problems"
          className="flex flex-col gap-1 rounded-lg bg-bad-soft px-4 py-3 inset-ring inset-ring-bad-line"
        >
          {problems.map(({ line, message }) => (
            <li key={`${line} ${message}`} className="flex items-start gap-2">
              <CircleAlert aria-hidden className="mt-0.75 size-4 shrink-0 text-bad" />
              <button
                type="button"
                onClick={() => show(line)}
                className="min-w-0 rounded-sm text-left [overflow-wrap:anywhere] hover:underline"
              >
                <span className="font-medium text-bad">{t('line', { line })}</span> <bdi>{message}</bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex h-96 min-w-0 overflow-hidden rounded-md bg-surface inset-ring inset-ring-edge/75 focus-within:outline-2 focus-within:outline-accent">
        <div
          ref={gutter}
          aria-hidden
          className="shrink-0 overflow-hidden bg-sunken py-2 text-right font-mono text-faint text-sm leading-5 select-none"
        >
          {lines.map((_, index) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              key={index}
              className={classNames('px-2.5', marked.has(index + 1) && 'bg-bad-soft font-semibold text-bad')}
            >
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          id="field-text"
          name="text"
          value={value}
          wrap="off"
          spellCheck={false}
          autoCapitalize="none"
          autoCorrect="off"
          aria-describedby={problems.length > 0 ? 'script-problems' : undefined}
          aria-invalid={problems.length > 0 || undefined}
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
          }}
          className="min-w-0 flex-1 resize-none overflow-auto whitespace-pre bg-transparent px-3 py-2 font-mono text-ink text-sm leading-5 outline-none max-sm:text-base max-sm:leading-5"
        />
      </div>
    </div>
  )
}

/** Of `leading-5`, in CSS pixels. */
const lineHeight = 20
