'use client'

import { CircleX } from 'lucide-react'
import { useEffect, useRef } from 'react'

interface FormErrorSummaryProps {
  /** "Nothing was saved: 2 fields need another look." */
  title: string
  /** Each jumps to its field; `field` is the control's name, absent when the error belongs to no single field. */
  errors: readonly { readonly field?: string; readonly message: string }[]
}

/** All errors at once above the form. It takes the focus when it appears, so that nobody searches for what happened. */
export function FormErrorSummary({ title, errors }: FormErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (errors.length > 0) box.current?.focus()
  }, [errors])

  if (errors.length === 0) return null
  return (
    <div ref={box} tabIndex={-1} role="alert" className="rounded-lg bg-bad-soft px-4 py-3 inset-ring inset-ring-bad-line">
      <p className="flex items-center gap-2 font-medium text-bad">
        <CircleX aria-hidden className="size-4 shrink-0" />
        {title}
      </p>
      <ul className="mt-1 ml-6 list-disc">
        {errors.map(({ field, message }) => (
          <li key={`${field ?? ''}:${message}`}>
            {field === undefined ? (
              message
            ) : (
              <a href={`#field-${field}`} className="underline underline-offset-2">
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
