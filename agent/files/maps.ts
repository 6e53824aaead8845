// Built maps: postmap(1) makes them under a temporary name, then they are asked for what they must answer, then the caller renames
// them. postmap exits 0 for a line it cannot read and for a key that is there twice, so any word on stderr about our files is a failure (it may
// also complain about main.cf, which is not what was asked).
import { AgentError } from '../agent-error'
import type { MapType } from '../mail-host'
import { runProgram } from '../run-program'

const sharedQuestionLinesMax = 2000
const suffixes = { cdb: '.cdb', lmdb: '.lmdb', hash: '.db' } as const satisfies Record<MapType, string>
export const builtMapPath = (type: MapType, source: string) => source + suffixes[type]

/** Source is the path that postmap reads; `lines` are lines of the new file whose keys the built map must give back. */
export type MapToBuild = { label: string; source: string; lines: readonly string[] }

export async function buildMaps(type: MapType, maps: readonly MapToBuild[], deadlineMs: number) {
  if (maps.length === 0) return
  // It ends with us, as our lock does: what goes on writing would meet the next writer's files.
  const endsWithUs = ['--pdeathsig', 'KILL', '/usr/sbin/postmap']
  const built = await runProgram('/usr/bin/setpriv', [...endsWithUs, ...maps.map(({ source }) => `${type}:${source}`)], { deadlineMs })
  const said = built.stderr.split('\n').filter((line) => built.exitCode !== 0 || maps.some(({ source }) => line.includes(source)))
  if (built.exitCode !== 0 || said.length > 0) throw mapFailed(maps, said.join('\n'))
  const lines = maps.reduce((sum, map) => sum + map.lines.length, 0)
  // One question to all maps at once is quickest for a few keys; many keys would each be asked of every map.
  const batches = lines <= sharedQuestionLinesMax ? [maps] : maps.map((map) => [map])
  await Promise.all(batches.map((batch) => verifyMaps(type, batch, deadlineMs)))
}

/** unionmap joins what the maps say by commas (postconf(5), "unionmap"). */
async function verifyMaps(type: MapType, maps: readonly MapToBuild[], deadlineMs: number) {
  const expected = maps.flatMap(({ label, lines }) =>
    lines.filter((line) => !line.startsWith('#')).map((line) => ({ label, ...keyAndValue(line) })),
  )
  if (expected.length === 0) return
  const keys = [...new Set(expected.map(({ key }) => `${key}\n`))].join('')
  const sources = maps.map(({ source }) => `${type}:${source}`)
  const table = sources.length === 1 ? (sources[0] ?? '') : `unionmap:{${sources.join(',')}}`
  const asked = await runProgram('/usr/sbin/postmap', ['-q', '-', table], { stdin: keys, deadlineMs })
  const answers = new Map(asked.stdout.split('\n').map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]))
  const missing = expected.find(({ key, value }) => !answers.get(key)?.includes(value))
  if (missing) throw new AgentError('map_failed', `${missing.label} was built but does not answer ${missing.key}.`)
}

function keyAndValue(line: string): { key: string; value: string } {
  const [, key = '', value = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? []
  return { key, value }
}

/** strerror(3) in the C locale, which is the only sign that postmap gives: its exit status is 1 for everything. */
const diskFull = /No space left on device|Disk quota exceeded/

function mapFailed(maps: readonly MapToBuild[], stderr: string) {
  const [full] = diskFull.exec(stderr) ?? []
  if (full) return new AgentError('disk_full', `postmap: ${full}.`)
  const words = maps.reduce((text, { source, label }) => text.replaceAll(source, label), stderr.trim().slice(0, 2000))
  return new AgentError('map_failed', words === '' ? 'postmap failed without a word.' : words)
}
