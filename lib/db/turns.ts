// Prisma reads the relations of a row at once, inside a transaction too, where all go over one connection. pg deprecates a second query
// before the first is answered and will refuse it (8.23: "Calling client.query() when the client is already executing a query"). Here the
// queries of a transaction take turns; outside of one each has a connection of the pool, and nothing waits.
import { PrismaPg } from '@prisma/adapter-pg'
import type { Transaction } from '@prisma/driver-adapter-utils'

export class PrismaPgInTurns extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const start = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolationLevel) => inTurns(await start(isolationLevel))
    return adapter
  }
}

function inTurns(transaction: Transaction): Transaction {
  let last: Promise<unknown> = Promise.resolve()
  const turn = <I, O>(ask: (input: I) => Promise<O>) => {
    return (input: I): Promise<O> => {
      const answer = last.then(() => ask(input))
      // One that fails is its asker's to hear of; those behind it, the ROLLBACK among them, have their turn all the same.
      last = answer.catch(() => undefined)
      return answer
    }
  }
  transaction.queryRaw = turn(transaction.queryRaw.bind(transaction))
  transaction.executeRaw = turn(transaction.executeRaw.bind(transaction))
  return transaction
}
