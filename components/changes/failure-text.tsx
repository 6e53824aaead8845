import { useTranslations } from 'next-intl'
import { type FailureCode, failures } from '#lib/errors'

const isFailure = (code: string): code is FailureCode => Object.hasOwn(failures, code)

/** Why something is not applied, in words. */
export function useFailureText(): (code: string) => string {
  const t = useTranslations('errors.failure')
  return (code) => t(isFailure(code) ? code : 'internal')
}

export function FailureText({ code }: { code: string }) {
  return useFailureText()(code)
}
