// Prisma's schema engine as WebAssembly over the `pg` driver, for machines that cannot download the native engine.
// Two things that the driver adapter of 7.10 does not do for migrations are done here: it does not know the catalogue type
// "char" (oid 18), and it splits scripts at every semicolon, which breaks function bodies.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'

const OID_CHAR = 18
const OID_TEXT = 25

/** `datamodels` is [[file name, text]…]; the answer has the engine's methods: diff, applyMigrations, evaluateDataLoss, … */
export async function createEngine(url, datamodels) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= panicRegistry()
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const module = new WebAssembly.Module(readFileSync(join(dirname(entry), 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return bindings.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapterFactory(url)))
}

function adapterFactory(url) {
  const { connectionString: _, ...config } = parseIntoClientConfig(url)
  const schema = new URL(url).searchParams.get('schema') ?? undefined
  const open = async (target, afterwards) => {
    const pool = catalogueSafePool(target)
    const adapter = await new PrismaPg(pool, { schema }).connect()
    return Object.assign(adapter, {
      executeScript: (script) =>
        pool.query(script).then(
          () => undefined,
          (error) => adapter.onError(error),
        ),
      dispose: async () => {
        await pool.end()
        await afterwards()
      },
    })
  }
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => open(config, async () => undefined),
    connectToShadowDb: async () => {
      const database = `postern_shadow_${randomUUID().replaceAll('-', '')}`
      await once(config, `create database ${database} template template0`)
      return open({ ...config, database }, () => once(config, `drop database if exists ${database} with (force)`))
    },
  }
}

async function once(config, sql) {
  const client = new pg.Client(config)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function catalogueSafePool(config) {
  const pool = new pg.Pool(config)
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', (error) => process.stderr.write(`${error.message}\n`))
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    client.query = (...args) => {
      const done = args.at(-1)
      if (typeof done === 'function') return query(...args.slice(0, -1), (error, result) => done(error, charAsText(result)))
      return query(...args).then(charAsText)
    }
  })
  return pool
}

function charAsText(result) {
  for (const field of result?.fields ?? []) if (field.dataTypeID === OID_CHAR) field.dataTypeID = OID_TEXT
  return result
}

function panicRegistry() {
  let message = ''
  return {
    get: () => message,
    set_message: (text) => {
      message = text
      process.stderr.write(`${text}\n`)
    },
  }
}
