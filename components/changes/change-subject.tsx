import Link from 'next/link'
import { Address } from '#components/ui/address'

/** The name of what was changed, as a link to the change. Addresses and domains are set as such. */
export function ChangeSubject({ revision, name, ascii }: { revision: string; name: string; ascii?: string }) {
  return (
    <Link href={`/changes/${revision}`} className="rounded-sm hover:underline">
      {/[@.]/.test(name) && !/\s/.test(name) ? <Address value={name} ascii={ascii} /> : name || `#${revision}`}
    </Link>
  )
}
