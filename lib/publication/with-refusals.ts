import { AppError } from '#lib/errors'
import { log } from '#lib/log'
import { deny } from '#lib/refusals'
import { DoorError } from './zone-door'

/** What a server refuses is told to the person in our words; its own stay in the log. */
export async function withRefusals<T>({ name, server }: { name: string; server: string }, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DoorError)) throw error
    log.warn({ zone: name, reason: error.reason, detail: error.detail }, 'a zone could not be read or written')
    if (error.reason === 'unreachable') throw new AppError('name_server_unreachable', { subject: server, detail: error.detail })
    return deny(`dns_door_${error.reason}`, null, { zone: name, server })
  }
}
