import { expect, it } from 'vitest'
import { untouchedFields } from './untouched-fields'

const found = {
  displayName: 'Bert',
  quotaBytes: 2147483648,
  enabled: true,
  imap: false,
  forwards: ['a@example.org', 'b@example.org'],
  recoveryAddress: null,
  note: '',
}

it('knows what was sent as it was found, however a form spells it', () => {
  const sent = {
    displayName: 'Bert',
    quotaBytes: '2 GiB',
    enabled: ['false', 'true'],
    imap: 'false',
    forwards: ['', 'a@example.org', 'b@example.org'],
    recoveryAddress: '',
    note: '',
  }
  expect(untouchedFields(Object.keys(found), found, sent)).toEqual(Object.keys(found))
})

it('keeps what was typed from being taken for untouched', () => {
  const sent = {
    displayName: 'Bert B.',
    quotaBytes: '3 GiB',
    enabled: 'false',
    imap: ['false', 'true'],
    forwards: '',
    recoveryAddress: 'x@example.org',
    note: 'new',
  }
  expect(untouchedFields(Object.keys(found), found, sent)).toEqual([])
})

it('says nothing of fields that the form does not have', () => {
  expect(untouchedFields(['tags'], found, {})).toEqual([])
})
