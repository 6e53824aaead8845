// Changes the lab's real DNS: knot serves another zone file, and the resolver forgets what it knew. Names that are given records of their own are not
// covered by the zone's wildcard any more (RFC 4592 2.2.1), so whoever gives one gives all.
import { lab } from './lab'

type Edit = (text: string) => string
const originals = new Map<string, string>()

/** `lines` beside those that the zone always has. */
export const publish = (lines: readonly string[]): Promise<void> =>
  serve('mail1.test', (text) => `${[text.trimEnd(), ...lines].join('\n')}\n`)

/** Of a domain below mail1.test on mail1, as they are right: by the check that looks at each. */
export function rightRecords(domain: string) {
  const label = domain.slice(0, -'.mail1.test'.length)
  const server = 'mail1.example.test.'
  return {
    mx: `${label} MX 10 ${server}`,
    spf: `${label} TXT "v=spf1 mx -all"`,
    dmarc: `_dmarc.${label} TXT "v=DMARC1; p=reject; rua=mailto:postmaster@${domain}"`,
    tls_rpt: `_smtp._tls.${label} TXT "v=TLSRPTv1; rua=mailto:postmaster@${domain}"`,
    caa: `${label} CAA 0 issue "letsencrypt.org"`,
    programs: `_imaps._tcp.${label} SRV 0 1 993 ${server}`,
    dangling: `www.${label} CNAME imap.example.test.`,
  }
}

/** Another zone of the lab as it is and otherwise: an edit that does not fit changes nothing, and that is an error. */
export async function breakZone(zone: string, edit: Edit): Promise<void> {
  await serve(zone, (text) => {
    const changed = edit(text)
    if (changed === text) throw new Error(`${zone} has nothing of the kind:\n${text}`)
    return changed
  })
}
export const mendZone = (zone: string): Promise<void> => serve(zone, (text) => text)

async function serve(zone: string, edit: Edit): Promise<void> {
  const file = `/etc/knot/${zone}.zone`
  const original = originals.get(zone) ?? (await lab.readFile('dns', file))
  originals.set(zone, original)
  // Others write there too: what is served next is newer than what is served now.
  const serial = Number(/^@ SOA \S+ \S+ (\d+)/m.exec(await lab.readFile('dns', file))?.[1]) + 1
  const text = original.replace(/^(@ SOA \S+ \S+) \d+/m, `$1 ${serial}`)
  await lab.writeFile('dns', file, edit(text))
  await onDns(['/usr/sbin/knotc', '--blocking', 'zone-reload', `${zone}.`])
  await onDns(['/usr/sbin/unbound-control', 'flush_zone', `${zone}.`])
}

async function onDns(argv: string[]): Promise<void> {
  const { code, stdout, stderr } = await lab.exec('dns', argv)
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stdout} ${stderr}`)
}
