// Benches that are bundled as the worker is: what a user's worker runs is measured, not what a loader makes of it.
import { build } from 'esbuild'

/** `name` of a file in bench. Answers the bundle's file. `packages`: they stay where npm put them, as the worker's do. */
export async function buildBench(name, { packages = false } = {}) {
  const outfile = `dist/bench-${name}.mjs`
  await build({
    entryPoints: [`bench/${name}.ts`],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    conditions: ['react-server'],
    ...(packages ? { packages: 'external' } : { external: ['dns-packet', 'tldts'] }),
    outfile,
    logLevel: 'error',
  })
  return outfile
}
