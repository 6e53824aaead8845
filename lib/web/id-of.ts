import { isUuid } from '#lib/changes/edit'

/** Routes take an id or the name that people use; commands take ids. `get` throws not_found. */
export const idOf = async (idOrName: string, get: (name: string) => Promise<{ id: string }>): Promise<string> =>
  isUuid(idOrName) ? idOrName : (await get(idOrName)).id
