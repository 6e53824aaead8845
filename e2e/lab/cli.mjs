// node e2e/lab/cli.mjs up|down|status|reset|sh|hub … [--lab test]
import { spawn } from 'node:child_process'
import { down, openLab, status, up } from './lab.mjs'
import { leader } from './machine.mjs'
import { planLab } from './plan.mjs'

const USAGE = `usage: node e2e/lab/cli.mjs COMMAND [--lab sandbox|test]
  up [MACHINE…] [--fresh]   start the lab; --fresh forgets what the machines wrote
  down [--wipe]             stop it and leave nothing running; --wipe forgets what the machines wrote
  status                    what runs
  reset MACHINE             this machine anew, as if never touched
  sh MACHINE [CMD…]         run a program (or a shell) on a machine
  hub CMD…                  run a program as an unrelated computer of the lab's network
`

const argv = process.argv.slice(2)
const name = takeOption('--lab') ?? 'test'
const [command, ...args] = argv

switch (command) {
  case 'up': {
    const fresh = takeFlag('--fresh')
    const started = performance.now()
    await up({
      name,
      fresh,
      machines: args.filter((a) => a !== '--fresh').length ? args.filter((a) => a !== '--fresh') : undefined,
      onProgress: (machine) => process.stdout.write(`${machine} is up after ${seconds(started)} s\n`),
    })
    break
  }
  case 'down':
    await down({ name, wipe: takeFlag('--wipe') })
    break
  case 'status':
    for (const line of await status(name)) process.stdout.write(`${line.machine.padEnd(6)} ${line.state.padEnd(9)} ${line.address}\n`)
    break
  case 'reset':
    await openLab(name).reset(args[0])
    break
  case 'sh': {
    const pid1 = leader(planLab(name).machine(args[0]))
    if (!pid1) fail(`${args[0]} is not running`)
    become(['/usr/bin/nsenter', '-t', String(pid1.pid), '-a', '--', ...(args.length > 1 ? args.slice(1) : ['/bin/bash', '-l'])])
    break
  }
  case 'hub':
    become(['/usr/sbin/ip', 'netns', 'exec', planLab(name).hub, ...args])
    break
  default:
    fail(USAGE)
}

function become(program) {
  const child = spawn(program[0], program.slice(1), { stdio: 'inherit', env: { ...process.env, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } })
  child.on('exit', (code, signal) => process.exit(signal ? 128 : code))
}

function takeOption(option) {
  const i = argv.indexOf(option)
  return i < 0 ? undefined : argv.splice(i, 2)[1]
}

function takeFlag(flag) {
  return process.argv.includes(flag)
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(1)
}

function fail(text) {
  process.stderr.write(`${text.trimEnd()}\n`)
  process.exit(2)
}
