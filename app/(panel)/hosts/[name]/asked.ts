import { AppError, type FailureCode } from '#lib/errors'

export type Asked<T> = { ok: true; answer: T } | { ok: false; code: FailureCode }

/** A question to the host itself: that it does not answer is a thing to show, not a reason to show nothing. */
export async function asked<T>(question: Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, answer: await question }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, code: error.code }
    throw error
  }
}
