const rings = [0, 1, 2, 3, 4, 5, 6, 7]

/** The wall around the door: arches that widen and fade. Behind the sign-in card, for the eye alone. */
export function Archway() {
  return (
    <svg aria-hidden viewBox="0 0 1200 900" preserveAspectRatio="xMidYMax slice" className="pointer-events-none absolute inset-0 size-full">
      {rings.map((ring) => {
        const half = 296 + ring * 62
        const top = 900 - 720 - ring * 58
        return (
          <path
            key={ring}
            d={`M${600 - half} 900V${top + half * 0.72}a${half} ${half * 0.9} 0 0 1 ${half * 2} 0V900`}
            className="fill-none stroke-line"
            strokeOpacity={1 - ring * 0.11}
            strokeWidth="1.25"
          />
        )
      })}
    </svg>
  )
}
