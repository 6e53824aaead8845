// npm run down: stops what `npm run up` or `dev` started, also when that was killed and left its children behind.
import { join } from 'node:path'
import { down } from '../e2e/lab/lab.mjs'
import { stopPostgres } from './postgres.mjs'
import { readPidFile, stopProcess } from './process.mjs'
import { stateFolder } from './state.mjs'
import { stopLeftovers } from './supervisor.mjs'

const folder = stateFolder('run')
const running = readPidFile(join(folder, 'up.pid'))
if (running) await stopProcess(running, { signal: 'SIGTERM', graceMs: 120_000 })
await stopLeftovers(folder, ['panel', 'worker'])
await stopPostgres(folder)
if (process.getuid() === 0) await down({ name: 'sandbox' })
process.stdout.write('Nothing of Postern runs any more.\n')
