// NAME     answer-challenges - prove to a certificate authority that this host is who it says (RFC 8555 8.3)
// INPUT    answers: each a token and the text that is given for it; none ends it
// OUTPUT   how many are answered
// WRITES   nothing; a process of nobody listens on port 80 meanwhile
// ERRORS   config_refused when another program has port 80
// BUGS     It ends after ten minutes, and with the channel. A firewall in front of the host is not opened.

import { answerWith } from '../challenges/responder'
import type { Handler } from '../session'

export const answerChallenges: Handler<'answer-challenges'> = async (_session, { answers }) => {
  await answerWith(answers)
  return { answering: answers.length }
}
