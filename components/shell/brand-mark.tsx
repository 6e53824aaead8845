/** A postern: the small arched door in a wall, ajar. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 24 24" fill="none">
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path d="M6.5 19V11.5a5.5 5.5 0 0 1 11 0V19" className="stroke-on-accent" strokeWidth="1.75" strokeLinecap="round" />
      <path d="M9.5 19V11.6c0-1 .6-1.9 1.5-2.3l3.2-1.3V19Z" className="fill-on-accent" />
      <circle cx="12.4" cy="14" r=".85" className="fill-accent" />
      <path d="M4.75 19h14.5" className="stroke-on-accent" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  )
}
