interface AddressProps {
  /** As people write it: "josé@españa.example", or a domain alone. */
  value: string
  /** As it travels: "josé@xn--espaa-rta.example". Given only where it differs. */
  ascii?: string
}

/**
 * An address or a domain. Isolated from the text around it, so that right-to-left letters in a stranger's address
 * cannot rearrange the line; breaks after the @ before it breaks anywhere else.
 */
export function Address({ value, ascii }: AddressProps) {
  const at = value.lastIndexOf('@')
  return (
    <bdi className="break-words font-mono text-[0.95em]" title={ascii !== undefined && ascii !== value ? ascii : undefined}>
      {at < 0 ? (
        value
      ) : (
        <>
          {value.slice(0, at + 1)}
          <wbr />
          {value.slice(at + 1)}
        </>
      )}
    </bdi>
  )
}
