const gap = 4
const margin = 8

/** Puts an open popover under its trigger, aligned at the nearer edge, or above when there is no room below. */
export function placePopover(popover: HTMLElement, trigger: HTMLElement): void {
  const anchor = trigger.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popover
  const roomRight = document.documentElement.clientWidth - margin
  const alignEnd = anchor.left + width > roomRight
  const left = alignEnd ? anchor.right - width : anchor.left
  const below = anchor.bottom + gap
  const top = below + height > window.innerHeight - margin && anchor.top - gap - height > margin ? anchor.top - gap - height : below
  popover.style.left = `${Math.max(margin, Math.min(left, roomRight - width))}px`
  popover.style.top = `${top}px`
}
