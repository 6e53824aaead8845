// NAME     apply-certificates - show these certificates to the world
// INPUT    certificates, the default one first; ifDigest: of the plan that was seen, or null
// OUTPUT   whether anything changed, and what was reloaded
// WRITES   /etc/postern/tls/certificates, main.cf, the table of names and its map, Dovecot's 99-postern.tls.conf; ends the files of former certificates
// ERRORS   drift when files changed since the plan. config_refused as plan-certificates, before the host is configured, and when postfix check or doveconf
//          says no; reload_failed: everything was put back
// BUGS     A session that is open keeps the certificate with which it began.
import { mkdir } from 'node:fs/promises'
import { AgentError } from '../agent-error'
import { forgetBackup } from '../config/backup'
import { changedFiles, digestOfFiles } from '../config/config-files'
import { changeHost } from '../config/host-change'
import { isConfigured } from '../config/is-configured'
import { requireDaemons } from '../mail-host'
import { type Handler, withWriteLock } from '../session'
import { certificatesFolder, planCertificateFiles, removeFormerFiles } from '../tls/plan-certificates'
import { readCertificate } from '../tls/read-certificate'

export const applyCertificates: Handler<'apply-certificates'> = (session, { certificates, ifDigest }, deadline) =>
  withWriteLock(session, deadline, async () => {
    const host = requireDaemons(session.host)
    if (!(await isConfigured(host))) throw new AgentError('config_refused', 'Apply the configuration of the host first.')
    const read = certificates.map((one) => readCertificate(one))
    const files = await planCertificateFiles(host, read)
    if (ifDigest !== null && digestOfFiles(files) !== ifDigest)
      throw new AgentError('drift', 'The certificates or the configuration changed since the plan was made.')
    if (changedFiles(files).length === 0) return { changed: false, reloaded: [] }
    await mkdir(host.root + certificatesFolder, { recursive: true, mode: 0o700 })
    const { backup, reloaded } = await changeHost(host, files)
    // The panel keeps what was there before; here a private key shall not outlive its use.
    if (backup !== null) await forgetBackup(host, backup)
    await removeFormerFiles(host, read)
    return { changed: true, reloaded }
  })
