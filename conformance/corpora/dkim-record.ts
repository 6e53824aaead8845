// Lists of tags, and BIMI records as lists of tags (mailauth). Where a name comes twice, that library keeps both values; RFC 6376 3.2 makes the list void.
import { parseBimi } from '#lib/dns/bimi/parse-bimi'
import type { Finding } from '#lib/dns/finding'
import { parseTagList } from '#lib/dns/tag-list'
import { type Case, type Corpus, differs, unscored, verdictOf } from '../corpus'

type View = { isValid: boolean; tags: Record<string, unknown>; said: string[] }

const words: Record<string, (values: Record<string, string | number>) => string> = {
  tag_malformed: ({ tag }) => `Malformed part (no equals sign): "${tag}"`,
  tag_name: ({ tag }) => `Invalid tag name: "${tag}"`,
  bimi_unknown_tag: ({ tag }) => `Unknown/disallowed tag ignored: "${tag}"`,
}
const inWords = (findings: readonly Finding[]): string[] => findings.map(({ code, values = {} }) => words[code]?.(values) ?? code)

export const dkimRecord: Corpus = {
  name: 'dkim-record',
  judge({ calls, expects }: Case) {
    const options = Object(calls[0]?.args[1])
    if (calls.length === 0 || 'strictMode' in options || 'requiredTags' in options || 'allowedTags' in options)
      return unscored('options of another library’s function')
    const views: View[] = calls.map(({ fn, args }: Case) =>
      fn === 'tools.validateTagValueRecord' ? bimiView(args[0]) : listView(args[0], args[1]),
    )
    const twice = views.some(({ said }) => said.includes('tag_twice'))
    const asked = twice ? expects.filter(({ subject }: Case) => /tags\./.test(subject) && !isList(expects, subject)) : expects
    return verdictOf(asked.map((expected: Case) => expectation(views, expected)))
  },
}

const isList = (expects: Case[], subject: string): boolean =>
  expects.some((expected) => expected.subject === subject && Array.isArray(expected.args?.[0]?.[0]))

function listView(text: unknown, options: Case): View {
  const { tags, errors, warnings } = parseTagList(typeof text === 'string' ? text : '', { foldNames: options?.caseSensitive === false })
  return {
    isValid: errors.length === 0,
    tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])),
    said: inWords([...errors, ...warnings]),
  }
}

function bimiView(text: string): View {
  const { errors, warnings } = parseBimi(text)
  const odd = warnings.filter(({ code }) => code !== 'bimi_unknown_tag')
  const { tags } = listView(text, {})
  // An error of that library may be a warning here.
  return { isValid: errors.length + odd.length === 0, tags, said: inWords([...errors, ...warnings]) }
}

function expectation(views: View[], { subject, op, args }: Case): string | null {
  const [, index = '', path = ''] = /^r(\d+)\.(.*)$/.exec(subject) ?? []
  const view = views[Number(index)] as View
  const expected = args?.[0]?.[0]
  if (path === 'isValid') return differs(subject, view.isValid, op === 'to.be.true')
  // How many sentences it takes to say it is a matter of taste; that something, or nothing, is said is not.
  if (op === 'to.have.length') return differs(subject, view.said.length > 0, expected > 0)
  if (/^(?:errors|warnings)/.test(path))
    return op === 'to.include' ? differs(subject, view.said.includes(expected), true) : differs(subject, view.said.length > 0, true)
  const tag = path.split('.')[1]
  if (op === 'to.have.property') return differs(subject, Object.hasOwn(view.tags, expected), true)
  return differs(subject, tag === undefined ? view.tags : view.tags[tag], expected)
}
