import { checkboxClass } from './checkbox-class'

/** Belongs to the bulk form by its `form` attribute, so the table needs no state and works before scripts run. */
export function RowCheckbox({ formId, value, label }: { formId: string; value: string; label: string }) {
  return (
    <input
      type="checkbox"
      form={formId}
      name="id"
      value={value}
      aria-label={label}
      data-select={formId}
      className={`${checkboxClass} block`}
    />
  )
}
