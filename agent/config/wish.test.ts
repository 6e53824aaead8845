import { describe, expect, it } from 'vitest'
import { readSettings } from './main-cf'
import { decide, splitItems, type Wish } from './wish'

const single: Wish = {
  kind: 'single',
  setting: 'virtual_transport',
  value: 'lmtp:x',
  untouched: ['virtual'],
  fits: ['lmtp:y'],
  reason: 'r',
  without: 'Mail is not stored.',
}
const list: Wish = {
  kind: 'list',
  setting: 'virtual_alias_maps',
  items: ['cdb:/etc/postfix/postern/aliases.0'],
  untouched: ['$virtual_maps'],
  stale: /^(?:cdb|lmdb|hash):\/etc\/postfix\/postern\//,
  reason: 'r',
}

describe('a setting of a host that somebody configured before', () => {
  it.each([
    [null, 'set'],
    ['virtual', 'set'],
    ['lmtp:x', 'kept'],
    ['lmtp:y', 'kept'],
    ['maildrop', 'conflict'],
  ])('as a single value, found %j, is %s', (found, verdict) => {
    const { finding, value } = decide(single, found)
    expect(finding.verdict).toBe(verdict)
    expect(value).toBe(verdict === 'set' ? 'lmtp:x' : null)
  })

  it('says what will not work when theirs stays', () => {
    expect(decide(single, 'maildrop').finding.reason).toContain('Mail is not stored.')
  })

  it('as a list keeps theirs before ours', () => {
    expect(decide(list, 'hash:/etc/aliases-of-theirs')).toMatchObject({
      value: 'hash:/etc/aliases-of-theirs, cdb:/etc/postfix/postern/aliases.0',
      finding: { verdict: 'appended' },
    })
  })

  it('as a list loses tables of ours in another map type, and nothing of theirs', () => {
    expect(decide(list, 'hash:/etc/a, hash:/etc/postfix/postern/aliases.0').value).toBe('hash:/etc/a, cdb:/etc/postfix/postern/aliases.0')
  })

  it('needs nothing a second time', () => {
    const once = decide(list, 'hash:/etc/a').value
    expect(decide(list, once)).toMatchObject({ value: null, finding: { verdict: 'kept' } })
  })

  it('puts ours first where theirs could end the list', () => {
    const first: Wish = { ...list, first: true }
    expect(decide(first, 'permit_mynetworks, reject').value).toBe('cdb:/etc/postfix/postern/aliases.0, permit_mynetworks, reject')
  })

  it('is cut at commas and blanks, but not inside braces', () => {
    expect(splitItems('permit_mynetworks, check_policy_service {unix:private/q, default_action=DUNNO} reject')).toEqual([
      'permit_mynetworks',
      'check_policy_service {unix:private/q, default_action=DUNNO}',
      'reject',
    ])
  })

  it('is read with continuation lines and comments between, the last one winning', () => {
    const settings = readSettings('a = 1\n# c = 9\nb = x,\n# note\n  y\na=2\n')
    expect([...settings]).toEqual([
      ['a', '2'],
      ['b', 'x, y'],
    ])
  })
})
