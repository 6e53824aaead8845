// npm run db:migrate -- NAME: writes what schema.prisma says beyond the migrations as a new one. `npm run up` and
// `node scripts/migrate.mjs` apply it. Read it before you commit it: a renamed column arrives as a drop and an add.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MIGRATIONS } from './migrations.mjs'
import { schemaDrift } from './schema-drift.mjs'
import { withServer } from './server-url.mjs'

const name = process.argv[2] ?? ''
if (!/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('usage: npm run db:migrate -- name_in_snake_case\n')
  process.exit(2)
}
const sql = await withServer('test', schemaDrift)
if (!sql) process.stdout.write('schema.prisma and the migrations agree: nothing to write\n')
else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(MIGRATIONS, `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(MIGRATIONS, 'migration_lock.toml'), 'provider = "postgresql"\n')
  writeFileSync(join(folder, 'migration.sql'), sql)
  process.stdout.write(`wrote ${folder}/migration.sql\n`)
}
