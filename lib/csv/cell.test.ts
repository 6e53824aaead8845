import { expect, it } from 'vitest'
import { plainCell, safeCell } from './cell'

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', "'=1", "''@x", "'", "'x", 'x', '', '-rf', '@example.org'])(
  'the cell %j goes out harmless and comes in unchanged',
  (text) => {
    expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r]/)
    expect(plainCell(safeCell(text))).toBe(text)
  },
)
