import * as z from 'zod'

export const noticeAbouts = ['password', 'second-factor', 'second-factor-removed', 'app-password'] as const
export type NoticeAbout = (typeof noticeAbouts)[number]

/** What is kept of it until it is sent. */
export const notice = z.object({ about: z.enum(noticeAbouts), at: z.iso.datetime(), from: z.string().nullable() })
export type Notice = z.infer<typeof notice>
