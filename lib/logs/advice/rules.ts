// Answers of other servers, and our own refusals, by the words in which they come. Sources: Postfix (smtpd_check.c, smtp_*.c), Dovecot, rspamd, the
// published error lists of Google, Microsoft and Yahoo, RFC 3463 and the IANA registry of enhanced codes. What a rule means and what is to be done
// stands in messages/<locale>/advice.json under its code.
import { refusals } from './refusals'
import type { Rule } from './rule'
import { troubles } from './troubles'

/** The first that fits counts: what is special stands before what is general, words before codes. */
export const rules: readonly Rule[] = [...refusals, ...troubles]
