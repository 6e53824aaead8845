// Which certificate of a host is shown to whom. Nothing is to be chosen by a person: the newest one that carries the host's own name is shown to all who ask for no
// name; each other name is shown by the newest that carries it. Pure.
import { namesCover } from '#lib/x509/read-certificate'

type Named = { names: readonly string[]; notBefore: Date }
export type Allotted<T> = { certificate: T; names: string[] }

/** The default one first. One that would be shown to nobody is left out. */
export function allotNames<T extends Named>(certificates: readonly T[], hostName: string): Allotted<T>[] {
  const newest = [...certificates].sort((a, b) => b.notBefore.getTime() - a.notBefore.getTime())
  const first = newest.find(({ names }) => namesCover(names, hostName)) ?? newest[0]
  if (!first) return []
  const taken = new Set<string>()
  const allotted = newest.map((certificate) => {
    const names = certificate.names.filter((name) => !taken.has(name))
    for (const name of names) taken.add(name)
    return { certificate, names }
  })
  const ofFirst = allotted.find(({ certificate }) => certificate === first)
  const others = allotted.filter(({ certificate, names }) => certificate !== first && names.length > 0)
  // Alone, it is what everybody gets; beside others, a name of its own must not fall to the star of another.
  return [{ certificate: first, names: others.length === 0 ? [] : (ofFirst?.names ?? []) }, ...others]
}

/** Whether nobody needs the old one any more when the new one is shown. */
export const replaces = (next: Pick<Named, 'names'>, old: Pick<Named, 'names'>): boolean =>
  old.names.every((name) => namesCover(next.names, name))
