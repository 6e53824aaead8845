// What schema.prisma says beyond the migrations, as SQL; '' when they agree. Measured on a scratch database that the
// migrations made, so that hand-written SQL counts too.
import { withScratchDatabase } from './database.mjs'
import { migrate } from './migrations.mjs'
import { prisma } from './prisma.mjs'

const DIFFERENT = 2

export function schemaDrift(serverUrl) {
  return withScratchDatabase(serverUrl, async (databaseUrl) => {
    await migrate(databaseUrl)
    const compare = (form) =>
      prisma(['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code', ...form], {
        databaseUrl,
        acceptCodes: [0, DIFFERENT],
      })
    const { code, stdout } = await compare(['--script'])
    return code === DIFFERENT ? stdout : ''
  })
}
