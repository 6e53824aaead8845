import type { Tx } from '#lib/db/client'

/** Soon: more files may come with this one. */
export async function queueLookUp(tx: Pick<Tx, '$executeRaw'>): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job('look-up-report-sources', '{}'::json, job_key => 'look-up-report-sources', job_key_mode => 'preserve_run_at',
      run_at => now() + interval '10 seconds', max_attempts => 3)`
}
