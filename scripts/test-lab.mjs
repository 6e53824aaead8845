// Before the tests that need real mail hosts: the lab `test` is up. It is stopped afterwards unless it ran before.
import { down, status, up } from '../e2e/lab/lab.mjs'

export default async function setup() {
  const ranBefore = (await status('test')).some((machine) => machine.state !== 'off')
  await up({ name: 'test' })
  return async () => {
    if (!ranBefore) await down({ name: 'test' })
  }
}
