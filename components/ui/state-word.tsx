import type { ReactNode } from 'react'

/**
 * Lucide's drawings as one path each. Its own components are client components, and an icon in each of fifty rows would
 * travel fifty times to be drawn again in the browser; these are markup.
 */
const ring = 'M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0'
const drawings = {
  check: `${ring}M16 9l-5.5 5.5L8 12`,
  cross: `${ring}M15 9l-6 6M9 9l6 6`,
  pause: `${ring}M10 15V9M14 15V9`,
  clock: `${ring}M12 6v6l4 2`,
  alert: 'm21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01',
  dashes:
    'M10.1 2.182a10 10 0 0 1 3.8 0M13.9 21.818a10 10 0 0 1-3.8 0M17.609 3.721a10 10 0 0 1 2.69 2.7M2.182 13.9a10 10 0 0 1 0-3.8M20.279 17.609a10 10 0 0 1-2.7 2.69M21.818 10.1a10 10 0 0 1 0 3.8M3.721 6.391a10 10 0 0 1 2.7-2.69M6.391 20.279a10 10 0 0 1-2.69-2.7',
  turning: 'M21 12a9 9 0 1 1-6.219-8.56',
  cloudOff:
    'M10.94 5.274A7 7 0 0 1 15.71 10h1.79a4.5 4.5 0 0 1 4.222 6.057M18.796 18.81A4.5 4.5 0 0 1 17.5 19H9A7 7 0 0 1 5.79 5.78M2 2l20 20',
  compare:
    'M2 6a3 3 0 1 0 6 0 3 3 0 1 0-6 0M12 6h5a2 2 0 0 1 2 2v7M15 9l-3-3 3-3M16 18a3 3 0 1 0 6 0 3 3 0 1 0-6 0M12 18H7a2 2 0 0 1-2-2V9M9 15l3 3-3 3',
}

interface StateWordProps {
  drawing: keyof typeof drawings
  /** The class of its colour. */
  ink: string
  title?: string
  children: ReactNode
}

/** Icon and word in the colour of what they mean, on the baseline of the text around them. */
export function StateWord({ drawing, ink, title, children }: StateWordProps) {
  return (
    <span className={`state ${ink}`} title={title}>
      <svg viewBox="0 0 24 24" aria-hidden className={drawing === 'turning' ? 'animate-spin' : undefined}>
        <path d={drawings[drawing]} />
      </svg>
      {children}
    </span>
  )
}
