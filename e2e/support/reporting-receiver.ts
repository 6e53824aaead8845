// The receiving host of the outside world (mail2) as one that judges mail by DMARC, obeys the policy, and reports: rspamd at Postfix's door, its counts in Redis, its own
// reports by its own tool. What is not as it would be: its day is over when a test says so, once for each of the days back.
import { lab } from './lab'
import { untilTrue } from './until'

const machine = 'mail2'
const units = ['redis-server.service', 'rspamd.service']

/** Every domain of the lab is one that somebody registered: `test.` and what a test invents below `mail1.test.` are in nobody's list of such names. */
const suffixes = ['test', 'mail1.test']
const files: Record<string, string> = {
  'redis.conf': 'servers = "127.0.0.1:6379";',
  'dmarc.conf': `reporting {
  enabled = true;
  email = "noreply-dmarc@other.test";
  domain = "other.test";
  org_name = "Other";
  helo = "mail2.other.test";
}
actions = { reject = "reject"; quarantine = "add_header"; }`,
  // Of all else that rspamd thinks of a message nothing follows.
  'actions.conf': 'reject = null; add_header = null; greylist = null;',
  'greylist.conf': 'enabled = false;',
  'fuzzy_check.conf': 'enabled = false;',
  'rbl.conf': 'enabled = false;',
}
const names = '/usr/share/rspamd/effective_tld_names.dat'
const tool = '/usr/share/rspamd/lualib/rspamadm/dmarc_report.lua'

export async function startReceiver(): Promise<void> {
  for (const [name, text] of Object.entries(files)) await lab.writeFile(machine, `/etc/rspamd/local.d/${name}`, `${text}\n`)
  await shell(`printf '${suffixes.map((suffix) => `${suffix}\\n`).join('')}' >> ${names}`)
  // What the tool takes for the beginning and the end of its day.
  const edits = [
    's/start_collection = today_midnight()/start_collection = tonumber(os.getenv("DAY_ENDS"))/',
    's/start_time = yesterday_midnight()/start_time = tonumber(os.getenv("DAY_BEGINS"))/',
    's/start_time = tonumber(results)/start_time = tonumber(os.getenv("DAY_BEGINS"))/',
  ]
  await shell(`sed -i ${edits.map((edit) => `-e '${edit}'`).join(' ')} ${tool}`)
  await shell(`systemctl unmask ${units.join(' ')} && systemctl start ${units.join(' ')}`)
  await untilTrue('rspamd to answer', async () => (await run('curl -sS http://127.0.0.1:11333/ping')).stdout.includes('pong'), 60_000)
  await shell('postconf -e smtpd_milters=inet:127.0.0.1:11332 milter_default_action=tempfail && postfix reload')
}

export async function stopReceiver(): Promise<void> {
  await shell('postconf -X smtpd_milters milter_default_action && postfix reload')
  await shell(`systemctl mask --now ${units.join(' ')}`)
}

/**
 * What was seen today of the domain's mail is what was seen on each of so many days back: a report goes out for each. `from`: minutes into the day at which
 * the receiver's day begins, as reports of the same hours would be the same report.
 */
export async function reportDays(domain: string, days: number, from = 0): Promise<void> {
  const script = `set -e
today=$(date -u +%Y%m%d)
key=$(redis-cli --raw smembers "dmarc_idx;$today" | grep -F "dmarc_rpt;${domain};")
test -n "$key"
for back in $(seq 1 ${days}); do
  day=$(date -u -d "$back days ago" +%Y%m%d)
  begin=$(($(date -u -d "$day" +%s) + ${from} * 60))
  copy="\${key%;*};$day"
  redis-cli copy "$key" "$copy" replace > /dev/null
  redis-cli sadd "dmarc_idx;$day" "$copy" > /dev/null
  DAY_BEGINS=$begin DAY_ENDS=$((begin + 86400)) rspamadm dmarc_report $day
done
redis-cli del "$key" > /dev/null
redis-cli srem "dmarc_idx;$today" "$key" > /dev/null`
  const { stdout } = await shell(script, 180_000)
  const sent = stdout.match(/1 reports?: 1 completed/g)?.length ?? 0
  if (sent !== days) throw new Error(`${sent} of ${days} reports went out: ${stdout.slice(-1500)}`)
}

const run = (script: string, deadlineMs = 30_000) => lab.exec(machine, ['/usr/bin/bash', '-c', script], { deadlineMs })

async function shell(script: string, deadlineMs?: number) {
  const done = await run(script, deadlineMs)
  if (done.code !== 0) throw new Error(`${script.slice(0, 200)}: ${done.stdout.slice(-800)} ${done.stderr.slice(-800)}`)
  return done
}
