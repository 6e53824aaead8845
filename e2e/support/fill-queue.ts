// Very many messages in the queue of a host, in seconds: queue files as Postfix wrote one, many times over; scheduled for tomorrow, so that nothing
// is tried meanwhile.
import type { Lab } from '../lab/lab.mjs'
import type { ManagedHost } from './lab'

const fill = `
const fs = require('node:fs')
const { execFileSync } = require('node:child_process')
const [count, sender, recipient] = process.argv.slice(1)
const spool = '/var/spool/postfix'
execFileSync('/usr/sbin/sendmail', ['-i', '-f', sender, '--', recipient], { input: 'Subject: many\\n\\ntext\\n' })
const list = () => execFileSync('/usr/sbin/postqueue', ['-j'], { encoding: 'utf8' }).split('\\n').filter((line) => line.includes('delay_reason') && line.includes(sender))
let found
for (let tries = 0; tries < 200 && !found; tries++) {
  found = list()[0]
  if (!found) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
}
const id = JSON.parse(found).queue_id
const fileOf = (queue, name) => spool + '/' + queue + '/' + name[0] + '/' + name
const message = fs.readFileSync(fileOf('deferred', id))
const reasons = fs.readFileSync(fileOf('defer', id))
const { uid, gid } = fs.statSync(fileOf('deferred', id))
const tomorrow = Date.now() / 1000 + 86400
for (const digit of '0123456789ABCDEF') for (const queue of ['deferred', 'defer']) {
  fs.mkdirSync(spool + '/' + queue + '/' + digit, { recursive: true, mode: 0o700 })
  fs.chownSync(spool + '/' + queue + '/' + digit, uid, gid)
}
const put = (path, bytes, mode) => {
  fs.writeFileSync(path, bytes, { mode })
  fs.chmodSync(path, mode)
  fs.chownSync(path, uid, gid)
}
let shared = ''
for (let n = 0; n < Number(count); n++) {
  const name = (n % 16).toString(16).toUpperCase() + n.toString(16).toUpperCase().padStart(9, '0')
  put(fileOf('deferred', name), message, 0o700)
  fs.utimesSync(fileOf('deferred', name), tomorrow, tomorrow)
  // The reasons are the same file under many names, which Postfix does not mind there.
  if (n % 500 < 1) {
    put(fileOf('defer', name), reasons, 0o600)
    shared = fileOf('defer', name)
  } else fs.linkSync(shared, fileOf('defer', name))
}`

export type Filling = { count: number; sender: string; recipient: string }

/** One more than `count`: the message that the others are copies of. */
export async function fillQueue(lab: Lab, host: ManagedHost, { count, sender, recipient }: Filling): Promise<void> {
  const { code, stderr } = await lab.exec(host, ['/usr/bin/node', '-e', fill, String(count), sender, recipient], { deadlineMs: 300_000 })
  if (code !== 0) throw new Error(`the queue was not filled: ${stderr}`)
}
