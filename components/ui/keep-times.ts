import { formatInstant, formatRelative } from '#lib/format'

/** Until `gone`, every <time> of <RelativeTime> says the present, and exact instants in the reader's own zone. */
export function keepTimes(locale: string, gone: AbortSignal): void {
  const renewAll = () => {
    const now = new Date()
    for (const time of document.getElementsByTagName('time')) renew(time, now, locale)
  }
  renewAll()
  const timer = setInterval(renewAll, 1000)
  // What arrives later, by navigation or by streaming, need not wait for the next second. Our own writes are no such change.
  const arrivals = new MutationObserver(renewAll)
  arrivals.observe(document.body, { childList: true, subtree: true })
  gone.addEventListener('abort', () => {
    clearInterval(timer)
    arrivals.disconnect()
  })
}

function renew(time: HTMLTimeElement, now: Date, locale: string): void {
  const instant = new Date(time.dateTime)
  const relative = formatRelative(instant, now, locale)
  const absolute = formatInstant(instant, locale)
  const [text, title] = 'exact' in time.dataset ? [absolute, relative] : [relative, absolute]
  if (time.title !== title) time.title = title
  // The text node is React's: written into, never replaced.
  if (time.firstChild instanceof Text && time.firstChild.data !== text) time.firstChild.data = text
}
