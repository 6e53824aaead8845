import type messages from '../../messages/en/changes.json'

/** The closed list of fields that an entry may name: those that `changes.field` has words of people for. Another one does not compile. */
export type FieldName = keyof (typeof messages)['field']

export type ChangedFields = { readonly [name in FieldName]?: unknown }
