// How a page looks to people who use other means than eyes and a mouse (axe), in both themes, and on a telephone.
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** In light on a desk, in dark on a telephone; `crosswise` the colours of the other two as well. What is open stays open. */
export async function expectForEverybody(page: Page, { crosswise = false } = {}): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await settled(page)
  await look(page, 'light')
  expect(await barriers(page, 'all')).toEqual([])
  await look(page, 'dark')
  if (crosswise) expect(await barriers(page, 'colours')).toEqual([])

  await page.setViewportSize({ width: 360, height: 740 })
  await settled(page)
  expect(await sticksOut(page), 'sticks out at 360 px').toEqual([])
  expect(await barriers(page, 'all')).toEqual([])
  if (!crosswise) return
  await look(page, 'light')
  expect(await barriers(page, 'colours')).toEqual([])
}

/** The page has a heading, and nothing of it is still on its way. */
async function settled(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('main .animate-pulse')).toHaveCount(0)
}

const look = (page: Page, theme: 'light' | 'dark') =>
  page.evaluate(async (name) => {
    document.documentElement.dataset.theme = name
    for (const animation of document.getAnimations()) if (animation.effect?.getComputedTiming().iterations === 1) animation.finish()
    // The shortest transition too has its old colour for a frame.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  }, theme)

async function barriers(page: Page, which: 'all' | 'colours'): Promise<string[]> {
  // Legacy: without a second page for each run, which only pages with frames need. Only what fails is described.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  axe.options({ resultTypes: ['violations'], ...(which === 'colours' ? { runOnly: ['color-contrast'] } : {}) })
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} — ${node.failureSummary?.replaceAll(/\s+/g, ' ')}`),
  )
}

/** The page itself never scrolls sideways; what is wide scrolls within itself. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .filter((element) => {
        for (let box = element.parentElement; box; box = box.parentElement) if (getComputedStyle(box).overflowX !== 'visible') return false
        return true
      })
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 160))
  })
