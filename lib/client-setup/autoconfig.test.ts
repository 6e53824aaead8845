import { describe, expect, it } from 'vitest'
import { servicesAt } from '#lib/dns/mail-ports'
import { autoconfigXml } from './autoconfig'
import type { Setup } from './find-setup'

const setup = (more: Partial<Setup> = {}): Setup => ({
  domain: 'xn--espaa-rta.example',
  unicodeName: 'españa.example',
  server: 'mail1.example.test',
  services: servicesAt(undefined),
  publicUrl: 'https://panel.example.test',
  ...more,
})

/** Elements in their order, each with its attributes' text and what stands in it. Throws for what is not well-formed. */
function elements(xml: string): { path: string; attributes: string; text: string }[] {
  const found: { path: string; attributes: string; text: string }[] = []
  const open: string[] = []
  let rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/i, '')
  while (rest !== '') {
    const [whole, close, name = '', attributes = '', text = ''] = /^<(\/?)([\w:]+)((?: [\w:]+="[^"<]*")*)>([^<]*)/.exec(rest) ?? []
    if (whole === undefined) throw new Error(`not well-formed at: ${rest.slice(0, 60)}`)
    if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(whole)) throw new Error(`a bare ampersand in ${whole}`)
    if (close && open.pop() !== name) throw new Error(`${name} is closed, but not open`)
    if (!close) {
      open.push(name)
      found.push({ path: open.join('/'), attributes: attributes.trim(), text: text.trim() })
    }
    rest = rest.slice(whole.length)
  }
  if (open.length > 0) throw new Error(`${open} stays open`)
  return found
}

describe('config-v1.1.xml', () => {
  const found = elements(autoconfigXml(setup()))
  const texts = (name: string) => found.filter(({ path }) => path.endsWith(`/${name}`)).map(({ text }) => text)

  it('has the parts of a provider in the order in which published ones have them', () => {
    const parts = found.filter(({ path }) => path.split('/').length === 3).map(({ path }) => path.split('/')[2])
    const order = ['domain', 'displayName', 'displayShortName', 'incomingServer', 'outgoingServer', 'documentation']
    expect([...new Set(parts)]).toEqual(order)
    expect(parts).toEqual(parts.toSorted((a, b) => order.indexOf(a ?? '') - order.indexOf(b ?? '')))
  })

  it('says of each server what programs read, in values that they know', () => {
    const servers = found.filter(({ path }) => /(?:incoming|outgoing)Server$/.test(path)).map(({ attributes }) => attributes)
    expect(servers).toEqual(['type="imap"', 'type="imap"', 'type="pop3"', 'type="pop3"', 'type="smtp"', 'type="smtp"'])
    expect(texts('port')).toEqual(['993', '143', '995', '110', '465', '587'])
    expect(texts('socketType')).toEqual(['SSL', 'STARTTLS', 'SSL', 'STARTTLS', 'SSL', 'STARTTLS'])
    expect(new Set(texts('authentication'))).toEqual(new Set(['password-cleartext']))
    expect(new Set(texts('username'))).toEqual(new Set(['%EMAILADDRESS%']))
    expect(new Set(texts('hostname'))).toEqual(new Set(['mail1.example.test']))
  })

  it('names the domain as it travels, and shows it as people write it', () => {
    expect(texts('domain')).toEqual(['xn--espaa-rta.example'])
    expect(texts('displayName')).toEqual(['españa.example'])
  })

  it('stays well-formed whatever the names are', () => {
    const hostile = `</domain><x a="1">&amp; ]]> ' \u0000\u202e`
    const again = elements(autoconfigXml(setup({ unicodeName: hostile, server: hostile })))
    expect(again.map(({ path }) => path)).toEqual(found.map(({ path }) => path))
  })

  it('leaves out what the host does not listen on', () => {
    const xml = autoconfigXml(setup({ services: servicesAt([993, 587]) }))
    expect(elements(xml).flatMap(({ path, text }) => (path.endsWith('/port') ? [text] : []))).toEqual(['993', '587'])
  })
})
