'use client'

import { Dices, Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { Button } from './button'
import { classNames } from './class-names'
import { lineControlClass } from './control-class'
import { CopyButton } from './copy-button'
import type { FieldControlProps } from './field'
import { generatePassword } from './generate-password'
import { type PasswordStrength, passwordLengthMin, passwordStrength } from './password-strength'

interface PasswordInputProps extends Partial<FieldControlProps> {
  name: string
  autoComplete: 'current-password' | 'new-password'
  required?: boolean
  disabled?: boolean
  /** Says how strong it is while one types. */
  strength?: boolean
  /** Offers to make one; it is shown, with a button to copy it. */
  generate?: boolean
  /** Words of the person that a guesser knows: address, name. */
  known?: readonly string[]
}

/** A password can be pasted, revealed, and made by the browser; it is never kept after a refusal. */
export function PasswordInput({ strength, generate, known, ...control }: PasswordInputProps) {
  const t = useTranslations('ui.password')
  const input = useRef<HTMLInputElement>(null)
  const meterId = useId()
  const [revealed, setRevealed] = useState(false)
  const [value, setValue] = useState('')
  const [generated, setGenerated] = useState('')
  const Icon = revealed ? EyeOff : Eye

  const make = () => {
    const password = generatePassword()
    if (input.current) input.current.value = password
    setValue(password)
    setGenerated(password)
    setRevealed(true)
  }

  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex gap-2">
        <div className="relative min-w-0 flex-1">
          <input
            {...control}
            ref={input}
            type={revealed ? 'text' : 'password'}
            aria-describedby={classNames(control['aria-describedby'], strength && meterId) || undefined}
            spellCheck={false}
            autoCapitalize="none"
            onChange={(event) => setValue(event.target.value)}
            className={`${lineControlClass} pr-10 ${revealed ? 'font-mono' : ''}`}
          />
          <button
            type="button"
            aria-label={revealed ? t('hide') : t('show')}
            title={revealed ? t('hide') : t('show')}
            onClick={() => setRevealed(!revealed)}
            className="absolute inset-y-0 right-0.5 my-auto flex size-8 items-center justify-center rounded-md text-muted hover:text-ink"
          >
            <Icon aria-hidden className="size-4" />
          </button>
        </div>
        {generate && (
          <Button icon={<Dices aria-hidden />} onClick={make}>
            {t('generate')}
          </Button>
        )}
      </div>
      {strength && <StrengthMeter id={meterId} strength={value ? passwordStrength(value, known) : null} />}
      {generated !== '' && generated === value && (
        <div role="status" className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-accent-soft px-3 py-2 text-sm">
          {t('generated')}
          <CopyButton value={generated} label={t('copyGenerated')} />
        </div>
      )}
    </div>
  )
}

const levels: Record<PasswordStrength, { bars: number; bar: string; ink: string }> = {
  short: { bars: 1, bar: 'bg-bad-solid', ink: 'text-bad' },
  weak: { bars: 1, bar: 'bg-bad-solid', ink: 'text-bad' },
  fair: { bars: 2, bar: 'bg-warn', ink: 'text-warn' },
  strong: { bars: 3, bar: 'bg-good', ink: 'text-good' },
}

function StrengthMeter({ id, strength }: { id: string; strength: PasswordStrength | null }) {
  const t = useTranslations('ui.password.strength')
  const level = strength && levels[strength]
  return (
    <div id={id} role="status" aria-label={t('label')} className="flex min-h-5 items-center gap-3 text-sm">
      <span aria-hidden className="flex w-24 gap-1">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={classNames('h-1 flex-1 rounded-full', level && bar <= level.bars ? level.bar : 'bg-line')} />
        ))}
      </span>
      {level && <span className={level.ink}>{t(strength, { min: passwordLengthMin })}</span>}
    </div>
  )
}
