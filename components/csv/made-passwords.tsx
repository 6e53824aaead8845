'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button'
import { Card } from '#components/ui/card'

interface MadePasswordsProps {
  passwords: readonly { readonly address: string; readonly password: string }[]
}

const shownMax = 50

/** Passwords that an import made: shown here and saved as a file by the browser, from what it has already. */
export function MadePasswords({ passwords }: MadePasswordsProps) {
  const t = useTranslations('mailboxes.import')

  const save = () => {
    const text = ['address,password', ...passwords.map(({ address, password }) => `${address},${password}`)].join('\r\n')
    const url = URL.createObjectURL(new Blob([`${text}\r\n`], { type: 'text/csv' }))
    const link = Object.assign(document.createElement('a'), { href: url, download: 'passwords.csv' })
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <Card
      title={t('passwords')}
      sub={t('passwordsBody')}
      actions={
        <Button look="primary" icon={<Download aria-hidden />} onClick={save}>
          {t('download')}
        </Button>
      }
    >
      <ul className="grid gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2">
        {passwords.slice(0, shownMax).map(({ address, password }) => (
          <li key={address} className="flex flex-wrap justify-between gap-x-3 border-b py-1">
            <bdi>{address}</bdi>
            <span className="select-all">{password}</span>
          </li>
        ))}
      </ul>
      {passwords.length > shownMax && <p className="mt-2 text-muted">+{passwords.length - shownMax}</p>}
    </Card>
  )
}
