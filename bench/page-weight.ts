// JavaScript that a first visit of a page brings over the wire: every script that its HTML names for browsers of
// today (not `nomodule`), compressed as the panel sends it.
import { gzipSync } from 'node:zlib'
import { type Panel, page } from './panel-session'

/** The bound is for these: pages on which people look something up. */
export const lightPages: readonly string[] = ['/domains', '/mailboxes', '/aliases', '/hosts', '/changes', '/audit']
const pages = ['/sign-in', '/', ...lightPages, '/mailboxes/new', '/settings']

/** Gzip bytes per page. */
export async function pageWeights(panel: Panel): Promise<Record<string, number>> {
  const sizes = new Map<string, number>()
  const weights: Record<string, number> = {}
  for (const path of pages) {
    const html = path === '/sign-in' ? await (await fetch(`${panel.url}${path}`)).text() : await page(panel, path)
    const tags = [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag))
    const scripts = [...new Set(tags.map((match) => match[1] as string))]
    let sum = 0
    for (const script of scripts) {
      if (!sizes.has(script)) sizes.set(script, gzipSync(Buffer.from(await (await fetch(new URL(script, panel.url))).arrayBuffer())).length)
      sum += sizes.get(script) ?? 0
    }
    if (sum === 0) throw new Error(`${path} names no script: the bench reads the page wrongly`)
    weights[path] = sum
  }
  return weights
}
