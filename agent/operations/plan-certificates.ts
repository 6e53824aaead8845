// NAME     plan-certificates - what installing these certificates would change
// INPUT    certificates, the default one first, each with the names that it is shown for
// OUTPUT   unified diffs of main.cf, the table of names, Dovecot's file and the chains; of keys that they change; a digest for apply-certificates
// WRITES   nothing but a scratch folder
// ERRORS   config_refused for a certificate that does not parse, has another key, is not valid today, lacks a name, or whose chain is out of order
import { changedFiles, diffOf, digestOfFiles } from '../config/config-files'
import { requireDaemons } from '../mail-host'
import { type Handler, withReadLock } from '../session'
import { planCertificateFiles } from '../tls/plan-certificates'
import { readCertificate } from '../tls/read-certificate'

export const planCertificates: Handler<'plan-certificates'> = (session, { certificates }, deadline) =>
  withReadLock(session, deadline, async () => {
    const files = await planCertificateFiles(
      requireDaemons(session.host),
      certificates.map((one) => readCertificate(one)),
    )
    const changes = []
    for (const file of changedFiles(files)) changes.push({ file: file.path, diff: await diffOf(session.host, file) })
    return { digest: digestOfFiles(files), changes }
  })
