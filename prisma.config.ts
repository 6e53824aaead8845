import { defineConfig } from 'prisma/config'

// `generate` and `validate` need no database; what does gets DATABASE_URL from the scripts.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://nobody@127.0.0.1:1/none' },
})
