// A name for an address that nobody shall guess from another, and that can be read out over a telephone: two short words and four digits,
// one of 38 million.
import { randomInt } from 'node:crypto'

const first =
  'able amber apt arctic autumn azure basic bold brave brief bright brisk calm candid casual civil clean clear clever cosmic crisp curly daily ' +
  'deep deft early easy eager fair fast fine firm fleet fond fresh gentle glad golden grand green happy hardy honest humble jolly keen kind lively ' +
  'loyal lucky mellow merry mild modest neat noble open plain polite proud quick quiet rapid ready royal rustic'
const second =
  'acorn apple arrow aspen badger basil beacon birch bison breeze brook candle canyon cedar cherry cloud clover comet coral crane daisy delta eagle ' +
  'ember falcon fern finch fjord forest garnet glade grove harbor hazel heron island ivy jasmine kite lagoon lantern lemon lily linden lotus maple ' +
  'meadow mint moss olive orchid otter panda pebble pine plum pond quartz raven reef river robin saffron willow'

const words = [first.split(' '), second.split(' ')] as const

export function readableName(): string {
  const [one, two] = words.map((list) => list[randomInt(list.length)])
  return `${one}-${two}-${randomInt(1000, 10_000)}`
}
