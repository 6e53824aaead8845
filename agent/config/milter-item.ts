// How Postfix asks the signer (postconf(5), smtpd_milters). A socket that somebody chose stays; Debian's own for OpenDKIM cannot be reached from Postfix's
// chroot, so it becomes a port of this host alone. Pure.
import type { SignerKind } from '#lib/protocol/operations'
import { splitItems } from './wish'

type Settings = ReadonlyMap<string, string>

const opendkimPort = 8891
export const rspamdPort = 11332
const local = '(?:localhost|127\\.0\\.0\\.1|\\[?::1\\]?)'
/** What we write ourselves. */
export const localMilterPattern = new RegExp(`^inet:127\\.0\\.0\\.1:(?:${opendkimPort}|${rspamdPort})$`)

const items = (settings: Settings) => splitItems(settings.get('smtpd_milters') ?? '')
const onPort = (settings: Settings, port: number) => items(settings).find((item) => new RegExp(`^inet:${local}:${port}$`).test(item))

export const milterNamed = (settings: Settings, kind: SignerKind): string | undefined =>
  kind === 'rspamd'
    ? (onPort(settings, rspamdPort) ?? items(settings).find((item) => item.includes('rspamd')))
    : (onPort(settings, opendkimPort) ?? items(settings).find((item) => item.includes('opendkim')))

export const rspamdItem = (settings: Settings): string => milterNamed(settings, 'rspamd') ?? `inet:127.0.0.1:${rspamdPort}`

/** `socket`: what OpenDKIM shall listen on, null where it does already. */
export function opendkimItem(conf: string, settings: Settings): { item: string; socket: string | null } {
  const sockets = [...conf.matchAll(/^Socket\s+(\S+)\s*$/gim)].map(([, socket = '']) => socket)
  const [, port] = /^inet:(\d+)(?:@(?:localhost|127\.0\.0\.1))?$/.exec(sockets.at(-1) ?? '') ?? []
  if (port) return { item: onPort(settings, Number(port)) ?? `inet:127.0.0.1:${port}`, socket: null }
  const named = items(settings).find((item) => /^(?:unix|local):.*opendkim/.test(item))
  if (named) return { item: named, socket: null }
  return { item: `inet:127.0.0.1:${opendkimPort}`, socket: `inet:${opendkimPort}@127.0.0.1` }
}
