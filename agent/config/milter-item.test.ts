import { expect, it } from 'vitest'
import { milterNamed, opendkimItem, rspamdItem } from './milter-item'
import { ownOpendkimKeys } from './signer-files'

const milters = (value: string) => new Map([['smtpd_milters', value]])
const none = new Map<string, string>()
const debian = 'Canonicalization	relaxed/simple\nSocket			local:/run/opendkim/opendkim.sock\n#Socket			inet:8891\n'

it('OpenDKIM gets a port of this host where its socket is Debian’s, which no chroot reaches', () => {
  expect(opendkimItem(debian, none)).toEqual({ item: 'inet:127.0.0.1:8891', socket: 'inet:8891@127.0.0.1' })
})

it('a socket that somebody chose stays, and so does the way in which Postfix names it', () => {
  expect(opendkimItem('Socket inet:12301@localhost\n', none)).toEqual({ item: 'inet:127.0.0.1:12301', socket: null })
  expect(opendkimItem('Socket inet:12301@localhost\n', milters('inet:localhost:12301'))).toEqual({
    item: 'inet:localhost:12301',
    socket: null,
  })
  expect(opendkimItem('Socket local:/var/spool/postfix/opendkim/s\n', milters('inet:127.0.0.1:3310, unix:/opendkim/s'))).toEqual({
    item: 'unix:/opendkim/s',
    socket: null,
  })
})

it('rspamd is asked as it is asked already', () => {
  expect(rspamdItem(none)).toBe('inet:127.0.0.1:11332')
  expect(rspamdItem(milters('unix:/rspamd/milter.sock'))).toBe('unix:/rspamd/milter.sock')
  expect(milterNamed(milters('inet:198.51.100.7:11332'), 'rspamd')).toBeUndefined()
})

it('who signs with keys of their own is seen by their settings, not by what is commented out', () => {
  expect(ownOpendkimKeys(`${debian}#Domain example.org\n`)).toEqual([])
  expect(ownOpendkimKeys('Domain example.org\nkeyfile /etc/dkimkeys/x\nSelector 2020\n')).toEqual(['Domain', 'KeyFile', 'Selector'])
})
