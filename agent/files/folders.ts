// The folders that the agent keeps. Made when missing, with the modes they must have; Postfix wants source, built map and folder to
// have one owner, and a stranger must not reach the hashes below dovecot/postern.
import { chmod, chown, mkdir } from 'node:fs/promises'
import { groupId, labelPath, type MailHost, statePath } from '../mail-host'
import { keysFolder } from '../render/dkim-lines'
import { appPasswordsLabel, dkimKeysLabel, rulesLabel, signerLabel, tableLabel, usersLabel } from '../render/table-names'
import { signerGroup } from '../signer'

export async function makeFolders(host: MailHost) {
  const dovecot = groupId(host, 'dovecot') ?? 0
  const signers = await signerGroup(host)
  const folders: [path: string, mode: number, gid: number][] = [
    [labelPath(host, tableLabel('')), 0o755, 0],
    [labelPath(host, 'dovecot/postern'), 0o750, dovecot],
    [labelPath(host, usersLabel('')), 0o750, dovecot],
    [labelPath(host, appPasswordsLabel('')), 0o750, dovecot],
    [labelPath(host, rulesLabel('')), 0o700, 0],
    [labelPath(host, 'postern'), 0o755, 0],
    [labelPath(host, signerLabel('')), 0o750, signers],
    [labelPath(host, dkimKeysLabel('')), 0o700, 0],
    [host.root + keysFolder, 0o750, signers],
    [statePath(host, ''), 0o700, 0],
    ...['generations', 'domains', 'backups'].map((name): [string, number, number] => [statePath(host, name), 0o700, 0]),
  ]
  for (const [path, mode, gid] of folders) {
    await mkdir(path, { recursive: true, mode })
    if (process.getuid?.() !== 0) continue
    await chmod(path, mode)
    await chown(path, 0, gid)
  }
}
