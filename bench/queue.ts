// The queue page of a host on which 100,000 messages wait, beside what Postfix itself needs to list them.
import { db } from '#lib/db/client'
import type { Lab } from '../e2e/lab/lab.mjs'
import { fillQueue } from '../e2e/support/fill-queue'
import { untilTrue } from '../e2e/support/until'
import { type Panel, page } from './panel-session'
import type { Row } from './report'
import { series, timed } from './statistics'

const messages = 100_000
const runs = { page: 9, list: 3 }

export async function measureQueue(panel: Panel, lab: Lab): Promise<Row[]> {
  await fillQueue(lab, 'mail1', { count: messages, sender: 'bench@example.org', recipient: 'bob@[198.51.100.250]' })
  try {
    await untilCounted()
    const postqueue = series(
      await timed(runs.list, 1, async () => {
        await lab.exec('mail1', ['/bin/sh', '-c', '/usr/sbin/postqueue -j > /dev/null'], { deadlineMs: 120_000 })
      }),
    )
    const against = { name: 'postqueue -j', value: postqueue.p50 }
    const [first, whole]: [number[], number[]] = [[], []]
    for (let run = -2; run < runs.page; run++) {
      const started = performance.now()
      const firstMs = await firstPaint(panel, '/queue?host=mail1')
      if (run >= 0) {
        first.push(firstMs)
        whole.push(performance.now() - started)
      }
    }
    const bare = series(
      await timed(runs.page, 2, async () => {
        await page(panel, '/hosts/new')
      }),
    )
    const rows: Row[] = [
      { name: 'queue page, 100,000 messages, first paint', value: series(first).p50, unit: 'ms', against, atMost: 0.25 },
      { name: '  the whole of it, with the first rows', value: series(whole).p50, unit: 'ms', against, atMost: 0.25 },
      { name: '  its first paint', value: series(first).p50, unit: 'ms', against: { name: 'page without data', value: bare.p50 } },
    ]
    return rows
  } finally {
    await lab.exec('mail1', ['/bin/sh', '-c', 'find /var/spool/postfix/deferred /var/spool/postfix/defer -type f -delete'], {
      deadlineMs: 120_000,
    })
  }
}

/** The worker counts once a minute; a page shows its numbers where counting anew takes longer than a person should wait: they must be of the full queue. */
async function untilCounted(): Promise<void> {
  const isCounted = async () => {
    const kept = await db().hostQueue.findFirst({ where: { host: { name: 'mail1' } }, select: { counts: true } })
    return JSON.stringify(kept?.counts ?? null).includes(`"messages":${messages + 1}`)
  }
  await untilTrue('the worker counts the queue', isCounted, 180_000)
}

/** Until the counts stand in what came: the browser paints what it has got while the rest streams. Reads on to the end. */
async function firstPaint(panel: Panel, path: string): Promise<number> {
  const started = performance.now()
  const response = await fetch(`${panel.url}${path}`, { headers: { cookie: panel.cookie }, redirect: 'manual' })
  if (response.status !== 200 || response.body === null) throw new Error(`${path} answered ${response.status}`)
  let text = ''
  let at: number | null = null
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    if (at === null && /100,00\d/.test(text)) at = performance.now() - started
  }
  if (at === null) throw new Error(`${path} does not show how many wait`)
  return at
}
