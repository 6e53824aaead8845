// Mails that came back (sisimai's collection): status, reply code, dead or not. Where no code was given that project invents one, x.0.9nn: only its
// class is compared then.
import { readBounce } from '#lib/bounces/read-bounce'
import { type Case, type Context, type Corpus, differs, passed, type Verdict, verdictOf } from '../corpus'

const invented = /^([245])\.0\.9\d\d$/

export const bounceClassification: Corpus = {
  name: 'bounce-classification',
  async judge(given: Case, { read }: Context): Promise<Verdict> {
    const bounce = await readBounce(await read(`sisimai-set-of-emails/${given.file}`))
    const expected: Case[] = given.expected
    // An automatic answer is none of ours, and none of theirs has a code.
    if (expected.every(({ dsn }) => dsn === '') && bounce === null) return passed
    const found = bounce?.recipients ?? []
    return verdictOf([
      differs('recipients', found.length, expected.length),
      ...expected.flatMap((theirs, index) => {
        const ours = found[index]
        const dsn = invented.exec(theirs.dsn)?.[1]
        return [
          dsn ? differs('class', ours?.status[0], dsn) : differs('status', ours?.status, theirs.dsn),
          differs('reply', ours?.replyCode ?? '', theirs.replycode),
          differs('permanence', ours?.permanence, theirs.hardbounce ? 'hard' : 'soft'),
        ]
      }),
    ])
  },
}
