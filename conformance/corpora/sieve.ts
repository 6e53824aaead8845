// Sieve scripts that compile or do not. Judged by the compiler that a mail host of this product runs (Pigeonhole's sievec), when this machine
// has it: the product reads a person's script with nothing else.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Case, type Context, type Corpus, failed, passed, unscored } from '../corpus'

export const sieve: Corpus = {
  name: 'sieve',
  judge(given: Case, { files }: Context) {
    const folder = mkdtempSync(join(tmpdir(), 'postern-sieve-'))
    try {
      const { status, error, stderr } = spawnSync('sievec', [join(files, given.file), join(folder, 'out.svbin')], { encoding: 'utf8' })
      if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
        return unscored('sievec is not installed here (Debian: dovecot-sieve)')
      return (status === 0) === (given.expect === 'ok') ? passed : failed(status === 0 ? 'compiles' : stderr.slice(0, 200))
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
