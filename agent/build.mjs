// Bundles the agent into one CommonJS file that a plain Debian 12 can run (its nodejs is 18): dist/postern-agent.cjs.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Node wants a full path behind "imports"; sources are written without extensions. */
const ownImports = {
  name: 'own-imports',
  setup({ onResolve }) {
    onResolve({ filter: /^#(?:lib|agent)\// }, ({ path }) => {
      const file = `${root}${path.slice(1)}.ts`
      return existsSync(file) ? { path: file } : { errors: [{ text: `${file} does not exist.` }] }
    })
  },
}

await build({
  entryPoints: [`${root}agent/main.ts`],
  outfile: `${root}dist/postern-agent.cjs`,
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'inline',
  banner: { js: '// Postern mail host agent. Apache-2.0. Built from agent/; contains zod (MIT).' },
  plugins: [ownImports],
  logLevel: 'warning',
})

// esbuild turns syntax into what Node 18 understands, not what arrays can do since: a host would find out at its first rotated log.
const newer =
  /\.(?:toSorted|toReversed|toSpliced|isWellFormed|toWellFormed)\(|\b(?:Map|Object)\.groupBy\(|Array\.fromAsync\(|Promise\.withResolvers\(/
const found = newer.exec(readFileSync(`${root}dist/postern-agent.cjs`, 'utf8'))
if (found) throw new Error(`the agent calls ${found[0]}), which Node 18 has not`)
