// Whether an address is dead, from the code and the words of the one who refused. Words outweigh codes: many servers answer 5.7.1 or 5.0.0 to
// everything. What speaks of the sender, the content, a quota or a pause says that the address itself is fine.

const passing =
  /quota|mailbox (?:is )?full|(?:box|account|folder|disk|storage) .{0,20}(?:full|exceed)|out of storage|exceed\w* .{0,40}(?:limit|size|quota)|disabled|suspend|locked|frozen|on hold|deactivat|has been blocked|account .{0,20}(?:blocked|bloque)|spam|\bUBE\b|virus|black ?list|blocklist|blocked using|\bRBL\b|policy|DMARC|\bSPF\b|DKIM|reverse dns|\bPTR\b|too (?:many|large|big|long|fast)|rate limit|frequency|greylist|try (?:again|later)|temporar|timed? ?out|expired|relay(?:ing)? (?:denied|not permitted|access)|authenticat|(?:content|message) rejected|sender .{0,30}(?:rejected|denied|invalid|unknown|verify|not exist)|sender address|blocked by|hop count|loop/i

const noMailbox =
  /(?:user|mailbox|recipient|account|address|addressee|local ?part|person|alias|destinataire)\w*\b.{0,50}?(?:unknown|not? (?:found|exist|known|listed|valid|a valid|our)|n['o]t (?:found|exist|have|known|listed|be found)|doesn?'?t? (?:not )?(?:exist|have)|does not (?:exist|have)|unavailable|invalid|no longer|inactive|rejected: access denied)/i
const noMailboxFirst =
  /(?:unknown|no such|invalid|bad|nonexistent|non-existent|no|not (?:a|our)(?: (?:valid|known))?) (?:virtual |local |destination |recipient )?(?:user|mailbox|recipient|account|address|customer|person|addressee|local ?part)|recipnotfound|not listed in|no longer (?:on|at|with|here|available|valid)|has moved|not our (?:user|customer)|inactive email/i
const noHost =
  /(?:host|domain|server|name)\b.{0,60}?(?:not found|unknown|does(?: not|n't) exist|no such|isn't in my control|invalid)|no such (?:host|domain)|unknown (?:host|domain)|host or domain name not found|unrouteable|nxdomain|null ?mx|does not accept mail|not accept(?:ing)? (?:any )?(?:mail|email)|no mail (?:exchanger|server)|no smtp service|\b521[ -]|domain is not reachable|invalid domain|all relevant mx records point to non-existent|name service error|no mx/i

// What nobody says of a mailbox that is there.
const plainly =
  /user unknown|unknown (?:user|recipient|virtual mailbox)|no such (?:user|mailbox|recipient)|no valid recipients|(?:recipient|user|name|address) (?:is )?not recogni[sz]ed|invalid final delivery userid/i

const dead = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.4.4', '5.7.27'])

export function permanenceOf(status: string, words: string): 'hard' | 'soft' {
  if (!status.startsWith('5')) return 'soft'
  // X.2 says that the mailbox is there (RFC 3463 3.3); only 5.2.1, not accepting, is used for those that are not.
  if (/^5\.2\.[02345]/.test(status)) return 'soft'
  if (plainly.test(words) && !/disabled|suspend|locked/i.test(words)) return 'hard'
  if (passing.test(words)) return 'soft'
  if (noHost.test(words) || noMailbox.test(words) || noMailboxFirst.test(words)) return 'hard'
  return dead.has(status) ? 'hard' : 'soft'
}
