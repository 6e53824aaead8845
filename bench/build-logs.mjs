// The log bench, bundled as the worker is: what a user's worker runs is measured, not what a loader makes of it.
import { build } from 'esbuild'

/** Answers the bundle's file. */
export async function buildLogBench() {
  const outfile = 'dist/bench-logs.mjs'
  await build({
    entryPoints: ['bench/logs.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['react-server'],
    outfile,
    logLevel: 'error',
  })
  return outfile
}
