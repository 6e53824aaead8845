import { describe, expect, it } from 'vitest'
import { localPath } from './local-path'

describe('the way back after signing in', () => {
  it('keeps a page of the panel with its filters', () => {
    expect(localPath('/mailboxes?q=ana%40example.org&after=x#top')).toBe('/mailboxes?q=ana%40example.org&after=x#top')
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/\n/evil.example',
    '/domains\\..\\..',
    '',
    'domains',
  ])('refuses %j', (value) => {
    expect(localPath(value)).toBe('/')
  })

  it('never leads to the sign-in page itself or to an answer for programs', () => {
    expect(localPath('/sign-in?from=/sign-in')).toBe('/')
    expect(localPath('/sign-in/second-factor')).toBe('/')
    expect(localPath('/x/../api/auth/signout')).toBe('/')
  })

  it('is the overview for those who came for nothing else', () => {
    expect(localPath(undefined)).toBe('/')
  })
})
