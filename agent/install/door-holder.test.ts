import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { authorizedKeys, authorizedKeysPath } from './door-files'
import { otherHolder } from './door-holder'

const ours = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)} postern@new.example`
// ssh-keygen -l -f of this key gives the fingerprint below.
const theirs = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBERERERERERERERERERERERERERERERERERERERERER postern@old.example'
const since = new Date('2026-03-01T10:00:00Z')

let root: string
beforeEach(async () => {
  root = await mkdtemp(`${tmpdir()}/postern-door-`)
})
afterEach(() => rm(root, { recursive: true }))

async function givenDoor(text: string) {
  await mkdir(dirname(root + authorizedKeysPath), { recursive: true })
  await writeFile(root + authorizedKeysPath, text)
  await utimes(root + authorizedKeysPath, since, since)
}

it('a host that no panel holds has no holder', async () => {
  expect(await otherHolder(root, ours)).toBeNull()
  await givenDoor('')
  expect(await otherHolder(root, ours)).toBeNull()
})

it('a panel that comes again is no other one, also under a new name', async () => {
  await givenDoor(authorizedKeys(ours))
  expect(await otherHolder(root, ours.replace('new.example', 'renamed.example'))).toBeNull()
})

it('another panel is named by fingerprint, comment and time', async () => {
  await givenDoor(authorizedKeys(theirs))
  expect(await otherHolder(root, ours)).toEqual({
    fingerprint: 'SHA256:SQfC+vTbLURn9cTkVxIS8fGQ3FKNAJWeB0o139+gV4M',
    comment: 'postern@old.example',
    since: '2026-03-01T10:00:00.000Z',
  })
})

it('a key that somebody added by hand beside ours is another one', async () => {
  await givenDoor(`# by hand\n${authorizedKeys(ours)}ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ== ann at home\n`)
  expect(await otherHolder(root, ours)).toMatchObject({ comment: 'ann at home' })
})
