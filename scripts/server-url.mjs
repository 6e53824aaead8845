// The database server that developers' commands use: DATABASE_URL when it is set, otherwise our own, started for as long as the work lasts.
import { startPostgres, stopPostgres } from './postgres.mjs'
import { stateFolder } from './state.mjs'

export async function withServer(scope, work) {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL)
  const folder = stateFolder(scope)
  const { url, child } = await startPostgres(folder)
  try {
    return await work(url('postgres'))
  } finally {
    if (child) await stopPostgres(folder)
  }
}
