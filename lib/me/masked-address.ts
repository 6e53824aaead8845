/** Enough to be recognised by its owner, too little to write to: `a•••@g•••.com`. Always the same number of dots, which tell no length. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  const dot = domain.lastIndexOf('.')
  return `${address.slice(0, 1)}•••@${domain.slice(0, 1)}•••${domain.slice(dot)}`
}
