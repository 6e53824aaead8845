// Every corpus that the runner knows, in the order in which it tells of them. A new one is a file in corpora/ and a line here.

import { dmarcEval } from './corpora/dmarc-eval'
import { emailAddress } from './corpora/email-address'
import { idna } from './corpora/idna'
import { importOfOthers } from './corpora/import'
import { passwordHash } from './corpora/password-hash'
import { psl } from './corpora/psl'
import { sieve } from './corpora/sieve'
import { spfEval } from './corpora/spf-eval-rfc7208'
import type { Corpus } from './corpus'

export const corpora: readonly Corpus[] = [spfEval, dmarcEval, psl, emailAddress, idna, passwordHash, sieve, importOfOthers]
