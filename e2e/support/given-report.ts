import { aggregateXml, type GivenRecord } from '#lib/received-reports/testing'
import { ask } from './api'

/** A report about a domain, of yesterday; its id. */
export async function givenReport(domain: string, records: readonly GivenRecord[] = [{ count: 3 }]): Promise<string> {
  const headers = { 'Content-Type': 'application/octet-stream' }
  const response = await ask('POST', '/reports?fileName=report.xml', { body: aggregateXml(domain, records), headers })
  if (!response.ok) throw new Error(await response.text())
  const { data } = (await response.json()) as { data: { id: string }[] }
  return data[0]?.id ?? ''
}
