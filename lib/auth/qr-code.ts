import { encode } from 'uqr'

/** A QR code as one SVG path of a square with sides of `size`, the quiet zone of four modules (ISO/IEC 18004) within. */
export type QrCode = { size: number; path: string }

export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const rows = data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join(''))
  return { size, path: rows.join('') }
}
