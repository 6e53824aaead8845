import { commands } from './commands'
import { run } from './run'

process.exitCode = await run(commands, process.argv.slice(2), process)
