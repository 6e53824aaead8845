// The DNS of a thousand domains for bench/dns.ts, in a process of its own: a resolver and the domains' name server, each on an address of loopback. Every answer waits for
// 20 ms, as one over a network does. The records are written out as bytes once; what was asked until then is told to the parent at its request, once.
import { createSocket } from 'node:dgram'
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet'

const [latencyMs, resolver, authority, port] = [Number(process.argv[2]), process.argv[3], process.argv[4], Number(process.argv[5])]
const key = Buffer.alloc(32, 7).toString('base64')
const mail = 'mail.house.test'

/** By type, for the part of a name before its domain; of the rest nothing is there. */
const ofDomain = (domain) => ({
  '': {
    MX: [{ preference: 10, exchange: mail }],
    NS: ['ns.house.test'],
    TXT: [`v=spf1 mx include:_spf.sender.test a:${mail} -all`],
    CAA: [{ flags: 0, tag: 'issue', value: 'ca.test' }],
  },
  's1._domainkey.': { TXT: [`v=DKIM1; k=ed25519; p=${key}`] },
  '_dmarc.': { TXT: [`v=DMARC1; p=reject; rua=mailto:d@${domain},mailto:x@reports.test`] },
  '_smtp._tls.': { TXT: [`v=TLSRPTv1; rua=mailto:t@${domain}`] },
  '_mta-sts.': { TXT: ['v=STSv1; id=1;'] },
  'default._bimi.': { TXT: ['v=BIMI1; l=https://logo.test/l.svg; a=https://logo.test/l.pem'] },
  '_imaps._tcp.': { SRV: [{ priority: 0, weight: 1, port: 993, target: mail }] },
  'autoconfig.': { CNAME: ['panel.test'] },
})
const shared = {
  [mail]: { A: ['9.9.9.9'], AAAA: ['2620:fe::fe'] },
  'ns.house.test': { A: [authority] },
  'panel.test': { A: ['9.9.9.10'] },
  '_spf.sender.test': { TXT: ['v=spf1 include:_a.sender.test include:_b.sender.test -all'] },
  '_a.sender.test': { TXT: ['v=spf1 ip4:8.8.8.0/24 -all'] },
  '_b.sender.test': { TXT: ['v=spf1 ip4:8.8.4.0/24 -all'] },
  '2.0.0.127.list.test': { A: ['127.0.0.2'] },
  'test.names.test': { A: ['127.0.1.2'] },
}

function recordsOf(name, type) {
  const [, label, domain] = /^(.*?)(d\d+\.bench\.test)$/.exec(name) ?? []
  const all =
    domain === undefined
      ? (shared[name] ?? (name.endsWith(`._report._dmarc.reports.test`) ? { TXT: ['v=DMARC1'] } : undefined))
      : ofDomain(domain)[label]
  if (!all) return { rcode: 3, records: [] }
  return { rcode: 0, records: all[type] ?? [] }
}

const dataOf = (type, record) => (type === 'CAA' ? { ...record, issuerCritical: false } : record)
const asked = []
let isTold = false

for (const [address, flags] of [
  [resolver, 0x80],
  [authority, AUTHORITATIVE_ANSWER],
]) {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 32 * 1024 * 1024, sendBufferSize: 32 * 1024 * 1024 })
  socket.on('message', (bytes, from) => {
    const query = decode(bytes)
    const [{ name, type }] = query.questions
    if (!isTold) asked.push([name, type, address])
    const { rcode, records } = recordsOf(name.toLowerCase(), type)
    const answers = records.map((record) => ({ name, type, ttl: 300, class: 'IN', data: dataOf(type, record) }))
    const reply = encode({ type: 'response', id: query.id, flags: flags | rcode, questions: query.questions, answers })
    setTimeout(() => socket.send(reply, from.port, from.address), latencyMs)
  })
  socket.bind(port, address)
  await new Promise((ready) => socket.once('listening', ready))
}
process.on('message', (word) => {
  if (word === 'end') process.exit()
  isTold = true
  process.send({ asked: asked.splice(0) })
})
process.send({ ready: true })
