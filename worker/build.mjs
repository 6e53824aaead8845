// Bundles our own modules of the worker into dist/worker.mjs; packages stay where npm put them.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Node wants a full path behind "imports"; sources are written without extensions. */
const ownImports = {
  name: 'own-imports',
  setup({ onResolve }) {
    onResolve({ filter: /^#lib\// }, ({ path }) => {
      const file = `${root}${path.slice(1)}.ts`
      return existsSync(file) ? { path: file } : { errors: [{ text: `${file} does not exist.` }] }
    })
    // Marks modules that must not reach a browser; the worker is none.
    onResolve({ filter: /^server-only$/ }, () => ({ path: `${root}node_modules/server-only/empty.js` }))
    onResolve({ filter: /^[^./#]/ }, ({ path, kind }) => (kind === 'entry-point' ? undefined : { path, external: true }))
  },
}

await build({
  entryPoints: [`${root}worker/main.ts`],
  outfile: `${root}dist/worker.mjs`,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  plugins: [ownImports],
  logLevel: 'warning',
})
