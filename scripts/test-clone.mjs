// Runs before each test file is loaded: DATABASE_URL names a fresh copy of the migrated template, this file's alone.
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { createDatabase } from './database.mjs'

const { server, prefix } = inject('databases')
process.env.DATABASE_URL = await createDatabase(server, `${prefix}_${randomBytes(4).toString('hex')}`, { template: `${prefix}_template` })
