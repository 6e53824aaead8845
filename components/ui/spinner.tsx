import { LoaderCircle } from 'lucide-react'

/** Decoration beside a word that says what is going on. */
export function Spinner() {
  return <LoaderCircle aria-hidden className="size-4 animate-spin" />
}
