import type { Corpus } from '../corpus'

export const importOfOthers: Corpus = { name: 'import', unread: 'there is no importer of other systems’ files' }
