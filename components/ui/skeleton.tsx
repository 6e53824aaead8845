/** Holds the place of rows that are on their way, at their height, so that nothing jumps when they come. */
export function Skeleton({ rows = 5, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} aria-hidden className="flex h-11 items-center gap-6 border-t px-4 first:border-t-0">
          <span className="h-3 w-2/5 animate-pulse rounded-full bg-hover" />
          <span className="h-3 w-1/6 animate-pulse rounded-full bg-hover" />
          <span className="ml-auto h-3 w-16 animate-pulse rounded-full bg-hover" />
        </div>
      ))}
    </div>
  )
}
