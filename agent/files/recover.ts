// What the next start does after a crash: a generation that was committed is finished, what was not committed is removed. Runs under
// the lock, before every write, and at boot before Postfix starts. Finding nothing to do costs two small reads.
import { rm } from 'node:fs/promises'
import { Deadline } from '../deadline'
import { labelPath, type MailHost, statePath } from '../mail-host'
import { appPasswordsLabel, dkimKeysLabel, rulesLabel, signerLabel, tableLabel, usersLabel } from '../render/table-names'
import { Disk } from './disk'
import { latestGeneration, readGenerationChanges, readGenerationHead, settledGeneration } from './generations'
import { namesIn, scriptsFolder } from './sieve-scripts'
import { repeatTransaction } from './transaction'

const recoveryMs = 120_000
/** Never a plain `.new`: that is a top-level domain, and its passwd-files end so. */
const leftover = /^\..*\.postern-new(?:\.[a-z]+)?$|\.jsonl?\.new$/

/** The generation that was finished, or null when there was nothing to do. */
export async function finishLastGeneration(host: MailHost): Promise<number | null> {
  const [latest, settled] = await Promise.all([latestGeneration(host), settledGeneration(host)])
  if (latest === settled || latest === 0) return null
  const head = await readGenerationHead(host, latest)
  const changes = await readGenerationChanges(host, latest)
  await repeatTransaction(new Disk(host), latest, head.domains, changes, new Deadline(recoveryMs))
  return latest
}

/** Temporary files of writes that never came to their commit. */
export async function removeLeftovers(host: MailHost): Promise<void> {
  const folders = [
    labelPath(host, tableLabel('')),
    labelPath(host, usersLabel('')),
    labelPath(host, appPasswordsLabel('')),
    labelPath(host, rulesLabel('')),
    labelPath(host, dkimKeysLabel('')),
    labelPath(host, signerLabel('')),
    scriptsFolder(host),
    statePath(host, 'generations/'),
    statePath(host, 'domains/'),
  ]
  for (const folder of folders) {
    const names = await namesIn(folder)
    const left = names.filter((name) => leftover.test(name))
    await Promise.all(left.map((name) => rm(folder + name, { force: true, recursive: true })))
  }
}
