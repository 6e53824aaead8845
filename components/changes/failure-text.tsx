import { useTranslations } from 'next-intl'
import { type FailureCode, failures } from '#lib/errors'

const isFailure = (code: string): code is FailureCode => Object.hasOwn(failures, code)

/** Why something is not applied, in words. */
export function FailureText({ code }: { code: string }) {
  const t = useTranslations('errors.failure')
  return t(isFailure(code) ? code : 'internal')
}
