// npm run build: what a server runs: the Prisma client, the agent's and the worker's bundles, the panel.
import { buildAgent, buildPanel, buildWorker, generateClient } from './build.mjs'

for (const [what, build] of [
  ['Prisma client', generateClient],
  ['agent', buildAgent],
  ['worker', buildWorker],
  ['panel', buildPanel],
])
  process.stdout.write(`${what}: ${(await build()) ? 'built' : 'unchanged'}\n`)
