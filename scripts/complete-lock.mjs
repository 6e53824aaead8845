// node scripts/complete-lock.mjs: run after `npm install` on a registry that carries only this platform's binaries. npm then leaves
// the other platforms' optional packages out of the lock file, and `npm ci` refuses such a lock. Each gets an entry
// with the version that its parent names and the platform that its name tells; npm fetches it only on that platform.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from './state.mjs'

const SYSTEMS = {
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  linux: 'linux',
  linuxmusl: 'linux',
  android: 'android',
  freebsd: 'freebsd',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  aix: 'aix',
  sunos: 'sunos',
}
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

const file = join(CHECKOUT, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = []

for (const [parent, { optionalDependencies = {} }] of Object.entries({ ...lock.packages }))
  for (const [name, range] of Object.entries(optionalDependencies))
    if (!isLocked(parent, name)) {
      lock.packages[`node_modules/${name}`] = { version: range.replace(/^[\^~]/, ''), optional: true, ...platformOf(name) }
      added.push(name)
    }

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`added ${added.length} entries\n`)

/** Node looks for a package in every node_modules from its parent upwards. */
function isLocked(parent, name) {
  for (let base = parent; ; base = base.slice(0, Math.max(base.lastIndexOf('/node_modules/'), 0))) {
    if (lock.packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true
    if (base === '') return false
  }
}

function platformOf(name) {
  const parts = name.split(/[/-]/)
  const systems = parts.flatMap((part) => SYSTEMS[part] ?? [])
  const cpu = parts.filter((part) => PROCESSORS.includes(part))
  const os = systems.length > 0 ? systems : undefined
  // A package that names no platform that we know is for none.
  return cpu.length > 0 || os ? { cpu: cpu.length > 0 ? cpu : undefined, os } : { os: ['none'] }
}
