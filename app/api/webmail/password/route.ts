import * as z from 'zod'
import { senderAddress } from '#lib/auth/client-address'
import { AppError } from '#lib/errors'
import { changePasswordInWebmail } from '#lib/me/webmail-password'
import { localeOf } from '#lib/web/locale-of'
import { sentence } from '#lib/web/sentence'
import { isWebmail } from '#lib/web/webmail-visit'

const question = z.strictObject({ user: z.string().max(400), curpass: z.string().max(1024), newpass: z.string().max(1024) })

const answer = (status: number, text: string) =>
  new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } })

/** As the driver `httpapi` of Roundcube's password plugin asks: a form, and `ok` when it is done; else a sentence for the person. */
export async function POST(request: Request): Promise<Response> {
  if (!(await isWebmail(senderAddress(request.headers)))) return new Response(null, { status: 401 })
  const asked = question.safeParse(Object.fromEntries(new URLSearchParams((await request.text()).slice(0, 16_384))))
  if (!asked.success) return answer(400, '')
  const { user, curpass, newpass } = asked.data
  const locale = localeOf(request)
  try {
    const outcome = await changePasswordInWebmail(user, { currentPassword: curpass, password: newpass })
    if (outcome.ok) return answer(200, 'ok')
    return answer(422, outcome.refusals.map(({ code, values }) => sentence(locale, 'refusal', code, values) ?? '').join(' '))
  } catch (error) {
    if (error instanceof AppError) return answer(error.status, sentence(locale, 'failure', error.code) ?? '')
    throw error
  }
}
