// Before the tests that need real mail hosts: the lab is up. It is stopped afterwards unless it ran before.
import { down, labUnderTest, status, up } from '../e2e/lab/lab.mjs'

export default async function setup() {
  const ranBefore = (await status(labUnderTest)).some((machine) => machine.state !== 'off')
  await up({ name: labUnderTest })
  return async () => {
    if (!ranBefore) await down({ name: labUnderTest })
  }
}
