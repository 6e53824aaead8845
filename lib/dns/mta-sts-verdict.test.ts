import { describe, expect, test } from 'vitest'
import { type FetchedPolicy, type MtaStsAsked, mtaStsVerdict } from './mta-sts-verdict'
import { resolverOf, type Zone } from './zone-resolver'

const zone: Zone = { '_mta-sts.example.org': { TXT: ['v=STSv1; id=7;'] } }
const body = 'version: STSv1\nmode: enforce\nmx: *.example.org\nmax_age: 604800\n'
const fetched: FetchedPolicy = { state: 'fetched', body, contentType: 'text/plain; charset=utf-8' }
const asked: MtaStsAsked = { domain: 'example.org', mx: ['mx.example.org'] }
const verdict = (policy: FetchedPolicy, more: Partial<MtaStsAsked> = {}, records = zone) =>
  mtaStsVerdict(resolverOf(records), async () => policy, { ...asked, ...more })
const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code)

describe('what a sender that knows MTA-STS does', () => {
  test('asks for the policy where the standard puts it, and enforces it', async () => {
    const places: string[] = []
    const found = await mtaStsVerdict(
      resolverOf(zone),
      async (url) => {
        places.push(url)
        return fetched
      },
      asked,
    )
    expect(places).toEqual(['https://mta-sts.example.org/.well-known/mta-sts.txt'])
    expect(found).toMatchObject({ state: 'enforced', id: '7', errors: [], warnings: [] })
  })

  test('without a record there is nothing, and without an answer nothing is said', async () => {
    expect(await verdict(fetched, {}, {})).toEqual({ state: 'none' })
    expect(await verdict(fetched, {}, { '_mta-sts.example.org': 'timeout' })).toEqual({
      state: 'failed',
      name: '_mta-sts.example.org',
      why: 'timeout',
    })
    expect(await verdict(fetched, {}, { '_mta-sts.example.org': { TXT: ['v=STSv1; id=1', 'v=STSv1; id=2'] } })).toMatchObject({
      state: 'broken',
    })
  })

  test.each(['unreachable', 'certificate', 'status', 'redirects', 'oversized'] as const)(
    'a policy that is not to be had (%s) is none',
    async (why) => {
      expect(await verdict({ state: 'refused', why, detail: '' })).toMatchObject({
        state: 'broken',
        errors: [{ code: `sts_policy_${why}` }],
      })
    },
  )

  test('a mail server that it does not name gets no mail, and a name without one is left over', async () => {
    const found = await verdict(fetched, { mx: ['mx.example.net'] })
    expect(found).toMatchObject({ errors: [{ code: 'sts_mx_not_named' }], warnings: [{ code: 'sts_mx_unused' }] })
  })

  test('a new policy under an old id is fetched by nobody', async () => {
    const before = { id: '7', text: body.replace('enforce', 'testing') }
    expect(await verdict(fetched, { before })).toMatchObject({ errors: [{ code: 'sts_id_unchanged' }] })
    expect(await verdict(fetched, { before: { id: '6', text: before.text } })).toMatchObject({ errors: [] })
  })

  test('testing and none are what they say', async () => {
    const testing = await verdict({ ...fetched, body: body.replace('enforce', 'testing'), contentType: 'text/html' })
    expect(testing.state).toBe('testing')
    expect('warnings' in testing && codes(testing.warnings)).toEqual(['sts_policy_content_type', 'sts_policy_testing'])
    expect(await verdict({ ...fetched, body: 'version: STSv1\nmode: none\nmax_age: 0\n' })).toMatchObject({ state: 'off', errors: [] })
  })
})
