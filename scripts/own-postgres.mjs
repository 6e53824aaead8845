// The supervised Postgres of `npm run up`: our child, started again when it ends by itself.
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, stopPostgres } from './postgres.mjs'

export async function supervisePostgres(folder, { onEvent }) {
  let stopping = false
  // One that a killed supervisor left behind is nobody's child: it is stopped, so that the next one is ours.
  await stopPostgres(folder)
  const { url, child } = await startPostgres(folder)
  watch(child)

  function watch(running) {
    running.once('exit', (code, signal) => {
      if (!stopping) restart(signal ?? code).catch((error) => onEvent(`Postgres does not start: ${error.message}`))
    })
  }

  async function restart(why) {
    for (let delayMs = 500; !stopping; delayMs = Math.min(delayMs * 2, 30_000)) {
      onEvent(`Postgres ended (${why}); it starts again in ${delayMs / 1000} s`)
      await sleep(delayMs)
      if (stopping) return
      try {
        const { child: next } = await startPostgres(folder)
        return watch(next)
      } catch (error) {
        why = error.message
      }
    }
  }

  return {
    url,
    async stop() {
      stopping = true
      await stopPostgres(folder)
    },
  }
}
