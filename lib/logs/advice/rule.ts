import type { AdviceCode, Who } from './advice'

export type Rule = {
  code: AdviceCode
  who: Who
  /** Any of these, in small letters, inside the text; a list in it: all of them. */
  words?: readonly (string | readonly string[])[]
  /** Any of these enhanced codes, as `subject.detail` of class 4 or 5, or with its class. */
  statuses?: readonly string[]
}
