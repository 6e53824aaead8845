'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { TextField } from '#components/ui/text-field'
import { CommandLine } from './command-line'

const example = 'mail.example.org'

/** A host name, an IPv4 or IPv6 address and nothing that a shell would read otherwise: the line is going to be pasted into one. */
const harmless = /^[a-z0-9][a-z0-9.:-]{0,252}$/i

/** The line to paste into a shell, completed with the name that one types. */
export function EnrolCommand() {
  const t = useTranslations('hosts.add')
  const [name, setName] = useState('')
  const typed = name.trim()
  const command = `npm run cli -- host enrol root@${harmless.test(typed) ? typed : example}`
  return (
    <div className="flex flex-col gap-4">
      <div className="max-w-md">
        <TextField
          name="server"
          label={t('hostField')}
          help={t('hostHelp')}
          mono
          placeholder={example}
          value={name}
          maxLength={253}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <CommandLine command={command} copyLabel={t('copy')} />
    </div>
  )
}
