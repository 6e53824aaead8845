// Changes the lab's real DNS: knot serves another zone file, and the resolver forgets what it knew. Names that are given records of their own are not
// covered by the zone's wildcard any more (RFC 4592 2.2.1), so whoever gives one gives all.
import { lab } from './lab'

const zone = 'mail1.test'
const file = `/etc/knot/${zone}.zone`
let original: string | undefined
let serial = 1

/** `lines` beside those that the zone always has. */
export async function publish(lines: readonly string[]): Promise<void> {
  original ??= await lab.readFile('dns', file)
  serial += 1
  const text = original.replace(/^(@ SOA \S+ \S+) \d+/m, `$1 ${serial}`)
  await lab.writeFile('dns', file, `${[text.trimEnd(), ...lines].join('\n')}\n`)
  await onDns(['/usr/sbin/knotc', '--blocking', 'zone-reload', `${zone}.`])
  await onDns(['/usr/sbin/unbound-control', 'flush_zone', `${zone}.`])
}

async function onDns(argv: string[]): Promise<void> {
  const { code, stdout, stderr } = await lab.exec('dns', argv)
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stdout} ${stderr}`)
}
