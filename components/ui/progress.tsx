import { classNames } from './class-names'

interface ProgressProps {
  label: string
  value: number
  max: number
  /** The counts in words: "812 of 1,000 mailboxes". */
  text?: string
  /** `usage` turns amber at 80 % and red at 95 %: a quota, a disk. `work` stays calm: more is better. */
  kind?: 'work' | 'usage'
}

export function Progress({ label, value, max, text, kind = 'work' }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  const bar =
    kind === 'work' || share < 0.8
      ? '[&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent'
      : share < 0.95
        ? '[&::-webkit-progress-value]:bg-warn [&::-moz-progress-bar]:bg-warn'
        : '[&::-webkit-progress-value]:bg-bad-solid [&::-moz-progress-bar]:bg-bad-solid'
  return (
    <span className="inline-flex w-full min-w-0 flex-col gap-1">
      <progress
        aria-label={label}
        value={share}
        max={1}
        className={classNames(
          'block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-hover',
          '[&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:rounded-full [&::-moz-progress-bar]:rounded-full',
          bar,
        )}
      />
      {text && <span className="text-muted text-xs tabular-nums">{text}</span>}
    </span>
  )
}
