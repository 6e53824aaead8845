#!/usr/bin/env node
// Speaks the JSON-RPC of Prisma's native schema-engine on stdin and stdout and answers from the WebAssembly one. The Prisma CLI
// runs it by PRISMA_SCHEMA_ENGINE_BINARY, which our scripts set only where no native engine exists (see prisma.mjs).
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { createEngine } from './wasm-engine.mjs'

const EMPTY_SCHEMA = [['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n']]
// What the native engine answers for PostgreSQL's own codes.
const PRISMA_CODES = { '3D000': 'P1003', '28P01': 'P1000', 28000: 'P1000', '42P04': 'P1009' }

const argv = process.argv.slice(2)
const { url } = JSON.parse(option('--datasource') ?? '{}')

if (argv.includes('cli')) await administer(argv[argv.indexOf('cli') + 1])
else await serve(await createEngine(url, datamodels()))

async function administer(command) {
  const target = new URL(url)
  const database = pg.escapeIdentifier(decodeURIComponent(target.pathname.slice(1)))
  const statements = {
    'can-connect-to-database': [target, 'select 1'],
    'create-database': [maintenance(target), `create database ${database}`],
    'drop-database': [maintenance(target), `drop database if exists ${database} with (force)`],
  }
  const [where, sql] = statements[command] ?? []
  if (!where) complain('P0000', `unknown command ${command}`)
  const client = new pg.Client({ connectionString: where.href })
  try {
    await client.connect()
    await client.query(sql)
    await client.end()
  } catch (error) {
    complain(PRISMA_CODES[error.code] ?? 'P1001', error.message)
  }
}

async function serve(engine) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const { id, method, params } = JSON.parse(line)
    // The CLI acknowledges our own "print" requests with answers that carry no method.
    if (method) await answer(engine, id, method, params)
  }
  process.exit(0)
}

async function answer(engine, id, method, params) {
  try {
    say({ id, result: await call(engine, method, params) })
  } catch (error) {
    const message = error?.message ?? String(error)
    say({ id, error: { code: 4466, message, data: { is_panic: false, message, error_code: error?.code, meta: error?.meta ?? {} } } })
  }
}

async function call(engine, method, params) {
  if (method === 'getDatabaseVersion') return engine.version(null)
  if (method !== 'diff') return (await engine[method](params)) ?? {}
  const { stdout, exitCode } = await engine.diff(params)
  if (stdout != null) say({ id: 'print', method: 'print', params: { content: stdout } })
  return { exitCode, stdout: null }
}

function say(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

function complain(code, message) {
  const fields = { message, is_panic: false, error_code: code }
  process.stderr.write(`${JSON.stringify({ timestamp: '', level: 'ERROR', fields, target: 'schema_engine::logger' })}\n`)
  process.exit(1)
}

function maintenance(target) {
  const other = new URL(target)
  other.pathname = '/postgres'
  return other
}

function datamodels() {
  const files = argv.flatMap((arg, i) => (arg === '--datamodels' || arg === '-d' ? argv[i + 1].split(',') : []))
  return files.length > 0 ? files.map((file) => [file, readFileSync(file, 'utf8')]) : EMPTY_SCHEMA
}

function option(name) {
  const i = argv.indexOf(name)
  return i < 0 ? undefined : argv[i + 1]
}
