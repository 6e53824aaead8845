// NAME     read-domain - a domain's lines on disk as typed state, for "take over"
// INPUT    domain
// OUTPUT   digest of the disk, the state, and the lines that no state can express, hashes masked
// WRITES   nothing
// BUGS     The state holds password hashes: it is the one answer that does, as the panel keeps the same hashes itself.
import { requireDaemons } from '../mail-host'
import { digestOf, maskSecrets } from '../render/domain-lines'
import { readState } from '../render/read-state'
import { type Handler, withReadLock } from '../session'

export const readDomain: Handler<'read-domain'> = (session, { domain }, deadline) => {
  const { dovecot } = requireDaemons(session.host)
  return withReadLock(session, deadline, async (disk) => {
    const lines = await disk.domain(domain)
    const { state, unreadable } = readState(domain, lines, dovecot.dialect)
    return { digest: digestOf(lines), state, unreadable: unreadable.map(({ file, line }) => ({ file, line: maskSecrets(line) })) }
  })
}
