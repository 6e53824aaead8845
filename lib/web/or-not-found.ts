import 'server-only'
import { notFound } from 'next/navigation'
import { AppError } from '#lib/errors'

/** For pages: what is not there, and what one may not see, is a page that is not there. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'forbidden')) notFound()
    throw error
  }
}
