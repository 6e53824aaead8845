// The least that any panel must do on a mail host for one change, run on the mail host itself and on its disk:
// write and fsync one domain's passwd-file, build one map of that many lines with postmap, rename both.
// stdin: {runs, lines, domains, mapType, tables: {name: lines}}; stdout: {one: [ms…], allMs}. Only what Debian 12's node 18 has.
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')

const task = JSON.parse(fs.readFileSync(0, 'utf8'))
const folder = fs.mkdtempSync('/etc/postfix/postern-floor-')
const hash = `{SHA512-CRYPT}$6$abcdefgh$${'x'.repeat(86)}`
const passwd = (lines) => Array.from({ length: lines }, (_, i) => `user${i}:${hash}::::::userdb_quota_rule=*:bytes=1073741824\n`).join('')
const map = (lines, salt) =>
  Array.from({ length: lines }, (_, i) => `user${i}@d${salt}.example.test user${i}@d${salt}.example.test\n`).join('')

function durable(path, text) {
  const fd = fs.openSync(`${path}.tmp`, 'w', 0o640)
  fs.writeSync(fd, text)
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}
function build(path, text) {
  durable(path, text)
  execFileSync('/usr/sbin/postmap', [`${task.mapType}:${path}.tmp`], { env: { PATH: '/usr/sbin:/usr/bin' } })
  fs.renameSync(`${path}.tmp`, path)
  fs.renameSync(`${path}.tmp.${task.mapType}`, `${path}.${task.mapType}`)
}
const since = (start) => Number(process.hrtime.bigint() - start) / 1e6

try {
  const one = []
  for (let run = 0; run < task.runs; run++) {
    const start = process.hrtime.bigint()
    durable(`${folder}/users`, passwd(task.lines))
    fs.renameSync(`${folder}/users.tmp`, `${folder}/users`)
    build(`${folder}/map`, map(task.lines, 0))
    one.push(since(start))
  }
  const start = process.hrtime.bigint()
  for (let domain = 0; domain < task.domains; domain++) {
    durable(`${folder}/users.${domain}`, passwd(task.lines))
    fs.renameSync(`${folder}/users.${domain}.tmp`, `${folder}/users.${domain}`)
  }
  for (const [table, lines] of Object.entries(task.tables)) build(`${folder}/${table}`, map(lines, table))
  process.stdout.write(JSON.stringify({ one, allMs: since(start) }))
} finally {
  fs.rmSync(folder, { recursive: true })
}
