import { classNames } from './class-names'

export interface ButtonLook {
  /** One `primary` per view; `danger` only where something is lost. */
  look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'small' | 'medium'
  wide?: boolean
}

const looks: Record<NonNullable<ButtonLook['look']>, string> = {
  primary: 'bg-accent text-on-accent shadow-rest enabled:hover:bg-accent-strong [a&]:hover:bg-accent-strong',
  secondary: 'bg-surface text-ink shadow-rest inset-ring inset-ring-edge/60 enabled:hover:bg-hover [a&]:hover:bg-hover',
  quiet: 'text-muted enabled:hover:bg-hover enabled:hover:text-ink [a&]:hover:bg-hover [a&]:hover:text-ink',
  danger: 'bg-bad-solid text-on-accent shadow-rest enabled:hover:bg-bad-solid-strong',
}

const sizes: Record<NonNullable<ButtonLook['size']>, string> = {
  small: 'h-7 gap-1.5 px-2.5 text-sm [&_svg]:size-3.5',
  medium: 'h-8.5 gap-2 px-3.5 text-base [&_svg]:size-4',
}

/** The look shared by <Button>, <LinkButton> and what else must be pressed. */
export function buttonClass({ look = 'secondary', size = 'medium', wide }: ButtonLook): string {
  return classNames(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors',
    'disabled:opacity-50 aria-disabled:opacity-70 [&_svg]:shrink-0',
    looks[look],
    sizes[size],
    wide && 'w-full',
  )
}
