// From a line in the log of a host to the message on the screen of somebody who looks at Messages: a browser that has the page open, a mail on the host, and beside
// it the same line at the end of `ssh HOST tail -F`, which is what one would look at without a panel.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type Browser, chromium, type Page } from 'playwright'
import type { Lab } from '../e2e/lab/lab.mjs'
import { untilTrue } from '../e2e/support/until'
import { untilApplied } from './import'
import { api, type Panel } from './panel-session'
import type { Row } from './report'
import { series } from './statistics'

const [domain, recipient] = ['story.mail1.test', 'ann@story.mail1.test']
const runs = 25
const deadlineMs = 30_000

export async function measureStory(panel: Panel, lab: Lab): Promise<Row[]> {
  await api(panel, 'POST', '/domains', { name: domain })
  await api(panel, 'POST', '/mailboxes', { address: recipient, password: 'the story of a message' })
  await untilApplied(panel)
  const tail = tailOf(lab)
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  try {
    const page = await messagesPage(browser, panel)
    const times: { kept: number[]; shown: number[] } = { kept: [], shown: [] }
    for (let run = -2; run < runs; run++) {
      const { kept, shown } = await measureOne(panel, lab, tail.lines, page, `story-${run + 2}@mail1.test`)
      if (run >= 0) times.kept.push(kept)
      if (run >= 0) times.shown.push(shown)
      // Not in step with what asks every so many seconds.
      await new Promise((done) => setTimeout(done, 1000 + (((run + 3) * 377) % 2000)))
    }
    const [kept, shown] = [series(times.kept), series(times.shown)]
    return [
      { name: 'log line to story on screen, p50', value: shown.p50, unit: 'ms' },
      { name: '  the same, p95', value: shown.p95, unit: 'ms' },
      { name: '  log line to story kept, p50', value: kept.p50, unit: 'ms' },
      { name: '  the same, p95', value: kept.p95, unit: 'ms' },
    ]
  } finally {
    await browser.close()
    tail.child.kill()
  }
}

type Heard = (line: string) => void
type Lines = { hear: Heard | null }

/** What somebody sees who follows the log over SSH. */
function tailOf(lab: Lab): { child: ChildProcess; lines: Lines } {
  const { adminKey, knownHosts } = lab.paths
  const login = ['-i', adminKey, '-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'BatchMode=yes', `root@${lab.address('mail1')}`]
  const child = spawn('/usr/bin/ssh', [...login, 'tail', '-n0', '-F', '/var/log/mail.log'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines: Lines = { hear: null }
  createInterface({ input: child.stdout }).on('line', (line) => lines.hear?.(line))
  return { child, lines }
}

async function messagesPage(browser: Browser, { url, cookie }: Panel): Promise<Page> {
  const context = await browser.newContext()
  const pairs = cookie.split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const)
  await context.addCookies(pairs.map(([name, value]) => ({ name, value, url })))
  const page = await context.newPage()
  await page.goto(`${url}/messages`)
  return page
}

/** Milliseconds from the line that ends a message's delivery, as it came over SSH. */
async function measureOne(panel: Panel, lab: Lab, lines: Lines, page: Page, sender: string): Promise<{ kept: number; shown: number }> {
  const ended = new Promise<number>((done, fail) => {
    const timer = setTimeout(() => fail(new Error('the message was not delivered')), deadlineMs)
    let queueId: string | undefined
    lines.hear = (line) => {
      queueId ??= line.includes(`from=<${sender}>`) ? /: ([0-9A-Za-z]+): from=/.exec(line)?.[1] : undefined
      if (queueId === undefined || !line.includes(`: ${queueId}: to=`)) return
      clearTimeout(timer)
      done(performance.now())
    }
  })
  const row = page.getByRole('row').filter({ hasText: sender }).filter({ hasText: 'Delivered' })
  const shown = row.waitFor({ timeout: deadlineMs }).then(() => performance.now())
  const kept = untilKept(panel, sender)
  await lab.exec('mail1', ['/usr/sbin/sendmail', '-i', '-f', sender, '--', recipient], { stdin: 'Subject: a story\n\ntext\n' })
  const [from, ...until] = await Promise.all([ended, kept, shown])
  const [keptMs = 0, shownMs = 0] = until.map((at) => Math.max(0, at - from))
  return { kept: keptMs, shown: shownMs }
}

async function untilKept(panel: Panel, sender: string): Promise<number> {
  const path = `/messages?${new URLSearchParams({ search: sender, state: 'delivered' })}`
  const isKept = async () => JSON.stringify((await api(panel, 'GET', path)).body).includes(sender)
  await untilTrue('the story is kept', isKept, deadlineMs)
  return performance.now()
}
