// Addresses of the lab's subnet that nobody else has, for the clients on mail2.
import { lab } from './lab'

let ready: Promise<string[]> | null = null
let next = 0

/** A client's address; each is met again only after sixteen others. */
export async function freshSource(): Promise<string> {
  ready ??= addSources()
  const sources = await ready
  return sources[next++ % sources.length] ?? lab.address('mail2')
}

/** The hub is the first of the subnet; from the twentieth on nobody has one (e2e/lab/plan.mjs). */
async function addSources(): Promise<string[]> {
  const [a, b, c, own] = lab.addresses.hub.split('.').map(Number)
  const sources = Array.from({ length: 16 }, (_, index) => `${a}.${b}.${c}.${(own ?? 0) + 19 + index}`)
  for (const source of sources) {
    const { code, stderr } = await lab.exec('mail2', ['/usr/sbin/ip', 'address', 'replace', `${source}/32`, 'dev', 'eth0'])
    if (code !== 0) throw new Error(`could not add ${source} to mail2: ${stderr}`)
  }
  return sources
}
