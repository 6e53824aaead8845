// Records that a person types at their DNS provider: into the zone of the lab's knot, which the resolver then learns of.
import { labUnderTest, openLab } from './lab.mjs'

const lab = openLab(labUnderTest)

/**
 * `lines` in zone-file form, with whole names; they stay until the lab is stopped. `fresh`: nobody has asked for any of these names, so the resolver
 * need not forget them, and whoever asks for others meanwhile gets answers.
 */
export async function publish(zone: string, lines: readonly string[], { fresh = false } = {}): Promise<void> {
  const path = `/etc/knot/${zone}.zone`
  const before = await lab.readFile('dns', path)
  const serial = Number(/ SOA ns\.test\. hostmaster\.test\. (\d+) /.exec(before)?.[1])
  const after = before.replace(` hostmaster.test. ${serial} `, ` hostmaster.test. ${serial + 1} `)
  await lab.writeFile('dns', path, `${after}${lines.join('\n')}\n`)
  await mustRun(['/usr/sbin/knotc', '--blocking', 'zone-reload', `${zone}.`])
  if (fresh) return
  // It would believe what it was told before for as long as that may live.
  await mustRun(['/usr/bin/systemctl', 'restart', 'unbound'])
}

async function mustRun(argv: string[]) {
  const { code, stdout, stderr } = await lab.exec('dns', argv)
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stdout}${stderr}`)
}
