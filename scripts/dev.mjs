import { bringUp } from './bring-up.mjs'

await bringUp('dev')
