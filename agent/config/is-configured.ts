// Whether Postfix names our tables, and in which map type. Read from main.cf itself: a map type that is installed later must not make
// the agent build maps that nobody reads.
import { readFile } from 'node:fs/promises'
import { errnoOf } from '../agent-error'
import type { MailHost, MapType } from '../mail-host'

export async function readMainCf(host: Pick<MailHost, 'root'>): Promise<string> {
  try {
    return await readFile(`${host.root}/etc/postfix/main.cf`, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return ''
    throw error
  }
}

export async function configuredMapType(host: Pick<MailHost, 'root'>): Promise<MapType | null> {
  const found = /^[^#\n]*\b(cdb|lmdb|hash):\/etc\/postfix\/postern\/domains\b/m.exec(await readMainCf(host))?.[1]
  return found === 'cdb' || found === 'lmdb' || found === 'hash' ? found : null
}

export const isConfigured = async (host: MailHost) => (await configuredMapType(host)) !== null
