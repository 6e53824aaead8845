// BIMI records, where they are looked for, and pictures (checkdmarc). Cases about certificates and pictures that the corpus does not hold are not asked.
import { checkSvg } from '#lib/dns/bimi/check-svg'
import { isBimi, parseBimi } from '#lib/dns/bimi/parse-bimi'
import { findRecord } from '#lib/dns/find-record'
import { type ZoneAnswer, zoneResolver } from '#lib/dns/zone-resolver'
import { inWords, judgeAsserts, judgeReading } from '../checkdmarc'
import { type Case, type Corpus, differs, failed, passed, unscored, type Verdict, verdictOf } from '../corpus'

const notHeld = unscored('pictures, certificates and names that the corpus does not hold')
const isGiven = (value: unknown): boolean => JSON.stringify(value ?? null).includes('$expr') === false

export const bimi: Corpus = {
  name: 'bimi',
  judge(given: Case): Verdict | Promise<Verdict> {
    const fn = given.calls?.[0]?.fn.replace('checkdmarc.bimi.', '')
    const [argument] = given.calls?.[0]?.args ?? []
    if (fn === 'parse_bimi_record') return judgeRecords(given)
    if (fn === 'check_bimi' && typeof given.mocks?.[0]?.side_effect?.[0] === 'string')
      return judgeText(given, given.mocks[0].side_effect[0])
    if (fn === '_query_bimi_record') return judgeQuery(given)
    if (fn === 'get_svg_metadata' && typeof argument === 'string') return judgePicture(given, argument)
    if (fn === 'check_svg_requirements') return judgeRequirements(given, argument?.$expr ?? '')
    return notHeld
  },
}

function judgeRecords(given: Case): Verdict {
  const mocked = given.mocks?.some(({ target }: Case) => target.includes('requests'))
  if (mocked || !isGiven(given.calls.map(({ kwargs }: Case) => kwargs))) return notHeld
  const verdicts = given.calls.map(({ args }: Case) => judgeText(given, args[0]))
  return verdicts.find((verdict: Verdict) => verdict.passed === false) ?? passed
}

function judgeText(given: Case, text: string): Verdict {
  const { value, errors, warnings } = parseBimi(text)
  const tags = value ? { lps: { value: value.localPartSelectors }, avp: { value: value.avatar }, l: {} } : {}
  // `l` is required (4.2); that program asks for it in no case.
  const others = errors.filter(({ code }) => code !== 'bimi_no_location')
  const isError = (given.raises?.length ?? 0) > 0
  const view = { tags, warnings: inWords(warnings), valid: others.length === 0 }
  return judgeReading(given, { value, errors: isError ? errors : others, warnings }, view)
}

async function judgeQuery(given: Case): Promise<Verdict> {
  const [mock] = given.mocks
  const effect = mock.side_effect?.$expr
  const texts: string[] | undefined = mock.return_value
  if (!Array.isArray(texts) && !/NoAnswer|NXDOMAIN/.test(effect ?? '')) return notHeld
  const found = await findRecord(
    zoneResolver((): ZoneAnswer => texts),
    'default._bimi.example.com',
    isBimi,
  )
  if (given.raises) return found.state !== 'found' || found.others.length > 0 ? passed : failed('taken as right')
  const result = found.state === 'found' ? found.text : null
  const [[kind, , expected]] = given.asserts
  return verdictOf([differs('record', result, kind === 'assertIsNone' ? null : expected.slice(1, -1))])
}

function judgePicture(given: Case, svg: string): Verdict {
  const { value, errors } = checkSvg(Buffer.from(svg))
  if (given.raises) return value === null ? passed : failed('taken as a picture')
  const told = inWords(errors)
  const root = (attribute: string) => (told.includes(`cannot include ${attribute}`) ? '0' : undefined)
  return judgeAsserts(given.asserts, {
    svg_version: value?.version,
    base_profile: value?.baseProfile,
    x: root('x'),
    y: root('y'),
    errors: told,
  })
}

/** The case describes a picture by what differs from a right one. */
function judgeRequirements(given: Case, described: string): Verdict {
  if (!described.startsWith('self._base_metadata(')) return notHeld
  const {
    svg_version = '1.2',
    base_profile = 'tiny-ps',
    filesize = '1 KB',
    ...rest
  } = Object.fromEntries([...described.matchAll(/(\w+)='([^']*)'/g)].map(([, key, value]) => [key, value]))
  const attributes = { version: svg_version, baseProfile: base_profile, viewBox: '0 0 64 64', ...rest }
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
  const picture = `<svg xmlns="http://www.w3.org/2000/svg"${written.join('')}><title>Brand</title></svg>`
  const padding = ' '.repeat(Math.max(0, Number.parseFloat(filesize) * 1024 - picture.length))
  return judgeAsserts(given.asserts, { errors: inWords(checkSvg(Buffer.from(picture + padding)).errors) })
}
