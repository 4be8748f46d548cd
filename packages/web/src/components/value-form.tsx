import { NumberInput, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { useState, type Ref } from 'react'
import { choicesOf, inputOf, isObject, isRequired, labelOf, propertiesOf } from '../words/fields.ts'

interface ValueFormProps {
  readonly value: unknown
  readonly schema: unknown
  readonly onChange: (value: unknown) => void
  /** Faults that the server found, by JSON pointer. */
  readonly faults?: readonly { readonly path: string; readonly message: string }[]
  /** Gets the focus when the form opens: the field that people change first. */
  readonly first?: string | null
  /** Shows one field alone, or all but one. */
  readonly only?: string | null
  readonly without?: string | null
}

/** An input or output as a form, its fields named as the schema names them. */
export function ValueForm({
  value,
  schema,
  onChange,
  faults = [],
  first = null,
  only = null,
  without = null,
}: ValueFormProps) {
  if (!isObject(value)) return <JsonField label="Value" value={value} onChange={onChange} error={faults[0]?.message} />
  const known = propertiesOf(schema)
  const all = [...Object.keys(known), ...Object.keys(value).filter((key) => !(key in known))]
  const keys = all.filter((key) => (only === null || key === only) && key !== without)
  return (
    <Stack gap="sm">
      {keys.map((key) => (
        <OneField
          key={key}
          label={labelOf(key, known[key])}
          schema={known[key]}
          required={isRequired(schema, key)}
          value={value[key]}
          focused={key === first}
          error={faults.find(({ path }) => path === `/${key}` || path.startsWith(`/${key}/`))?.message}
          onChange={(next) => {
            const { [key]: _, ...rest } = value
            onChange(next === undefined ? rest : { ...value, [key]: next })
          }}
        />
      ))}
    </Stack>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: unknown
  readonly schema?: unknown
  readonly required?: boolean
  readonly focused?: boolean
  readonly error?: string | undefined
  readonly onChange: (value: unknown) => void
}

function OneField({ label, value, schema, required = false, focused = false, error, onChange }: FieldProps) {
  const description = isObject(schema) && typeof schema['description'] === 'string' ? schema['description'] : undefined
  const common = {
    label,
    description,
    error,
    withAsterisk: required,
    'data-autofocus': focused || undefined,
    ref: focused ? focusEnd : undefined,
  }
  const text = typeof value === 'string' ? value : ''
  switch (inputOf(schema, value)) {
    case 'line':
      return <TextInput {...common} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'prose':
      return (
        <Textarea
          {...common}
          autosize
          minRows={4}
          maxRows={18}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? undefined : Number(next))}
        />
      )
    case 'truth':
      return (
        <Switch
          label={label}
          description={description}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          data={[...choicesOf(schema)]}
          value={text === '' ? null : text}
          clearable={!required}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )
    case 'json':
      return <JsonField label={label} value={value} onChange={onChange} error={error} />
    default:
      return null
  }
}

/** A value that has no field of its own kind; handed on only while it is JSON. */
function JsonField({ label, value, onChange, error }: FieldProps) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2))
  const [fault, setFault] = useState<string | null>(null)
  function type(next: string): void {
    setText(next)
    if (next.trim() === '') {
      setFault(null)
      onChange(undefined)
      return
    }
    try {
      onChange(JSON.parse(next) as unknown)
      setFault(null)
    } catch {
      setFault('This is not JSON yet; what was there before is kept until it is.')
    }
  }
  return (
    <Textarea
      label={label}
      description="As JSON"
      error={fault ?? error}
      autosize
      minRows={2}
      maxRows={14}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      styles={{ input: { fontFamily: 'var(--ds-mono)', fontSize: 12 } }}
    />
  )
}

const focusEnd: Ref<HTMLInputElement & HTMLTextAreaElement> = (element) => {
  if (element === null || element.dataset['focused'] === 'yes') return
  element.dataset['focused'] = 'yes'
  element.focus()
  if (element.type !== 'number') element.setSelectionRange(element.value.length, element.value.length)
}
