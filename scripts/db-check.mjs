// npm run db:check: schema.prisma and prisma/migrations must agree.
import { schemaDrift } from './schema-drift.mjs'
import { withServer } from './server-url.mjs'

const drift = await withServer('test', schemaDrift)
if (drift) {
  process.stderr.write(`schema.prisma says more than the migrations; \`npm run db:migrate -- NAME\` would write:\n\n${drift}\n`)
  process.exitCode = 1
} else process.stdout.write('schema.prisma and the migrations agree\n')
