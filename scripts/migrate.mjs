// node scripts/migrate.mjs: applies what is missing to the database of DATABASE_URL.
import { migrate } from './migrations.mjs'

const url = process.env.DATABASE_URL
if (!url) throw new Error('DATABASE_URL is not set')
const applied = await migrate(url)
process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'nothing to apply\n')
