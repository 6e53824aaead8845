// Names and the part of them that was registered (the list's own test vectors). The list in the product is that of its library's version.
import { registrableDomain } from '#lib/dns/public-suffix'
import { type Case, type Corpus, differs, verdictOf } from '../corpus'

export const psl: Corpus = {
  name: 'psl',
  judge: (given: Case) =>
    verdictOf([differs('registrable', given.input === null ? null : registrableDomain(given.input), given.registrable)]),
}
