import { useTranslations } from 'next-intl'
import { textsOf, useFormField } from '#components/form/form-context'
import { Banner } from '#components/ui/banner'
import { Checkbox } from '#components/ui/checkbox'

const broad = ['people.write', 'settings.write']

/** By resource, what it may: a line each, its verbs beside it. */
export function TokenPermissions({ permissions }: { permissions: readonly string[] }) {
  const t = useTranslations('settings.tokens')
  const { value, errors, epoch } = useFormField('permissions')
  const chosen = textsOf(value)
  const resources = [...new Set(permissions.map(resourceOf))]
  return (
    <fieldset key={epoch} id="field-permissions" tabIndex={-1} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">{t('permissions')}</legend>
      <input type="hidden" name="permissions" value="" />
      <ul className="divide-y rounded-md inset-ring inset-ring-line">
        {resources.map((resource) => (
          <li key={resource} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-3 py-2">
            <span>{t(`resource.${resource as 'domain'}`)}</span>
            <span className="flex gap-5">
              {permissions
                .filter((permission) => resourceOf(permission) === resource)
                .map((permission) => (
                  <Checkbox
                    key={permission}
                    name="permissions"
                    value={permission}
                    label={t(verbOf(permission))}
                    aria-label={`${t(`resource.${resource as 'domain'}`)}: ${t(verbOf(permission))}`}
                    defaultChecked={chosen.includes(permission)}
                  />
                ))}
            </span>
          </li>
        ))}
      </ul>
      {permissions.some((permission) => broad.includes(permission)) && <p className="text-muted text-sm">{t('broad')}</p>}
      {errors.length > 0 && <Banner tone="bad" title={errors.join(' ')} />}
    </fieldset>
  )
}

const resourceOf = (permission: string): string => permission.split('.')[0] ?? permission
const verbOf = (permission: string): 'read' | 'write' | 'apply' | 'export' | 'open' => {
  const verb = permission.split('.')[1]
  return verb === 'read' || verb === 'apply' || verb === 'export' || verb === 'open' ? verb : 'write'
}
