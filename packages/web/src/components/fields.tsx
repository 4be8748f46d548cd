import { fieldsOf, type Field, type FieldValue } from '../words/fields.ts'
import classes from './fields.module.css'

interface FieldsProps {
  readonly value: unknown
  readonly schema: unknown
}

/** A value as readable fields, named as its schema names them. */
export function Fields({ value, schema }: FieldsProps) {
  const fields = fieldsOf(value, schema)
  if (fields.length === 0) return <p className="quiet">Nothing.</p>
  return <FieldList fields={fields} />
}

function FieldList({ fields }: { readonly fields: readonly Field[] }) {
  return (
    <dl className={classes.list}>
      {fields.map((field) => (
        <div key={field.key} className={isWide(field.value) ? classes.wide : classes.row}>
          <dt className={classes.label} title={field.hint ?? undefined}>
            {field.label}
          </dt>
          <dd className={classes.value}>
            <Value value={field.value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ value }: { readonly value: FieldValue }) {
  switch (value.kind) {
    case 'text':
      return <div className={value.long ? classes.prose : undefined}>{value.text}</div>
    case 'number':
      return <span className="num">{value.text}</span>
    case 'truth':
      return value.text
    case 'list':
      return (
        <ul className={classes.items}>
          {value.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )
    case 'group':
      return <FieldList fields={value.fields} />
    case 'json':
      return <pre className={classes.json}>{value.text}</pre>
    case 'absent':
      return <span className={classes.absent}>not given</span>
    case 'redacted':
      return (
        <span className={classes.redacted} title="The host took it out before it was sent">
          taken out
        </span>
      )
    default:
      return value satisfies never
  }
}

function isWide(value: FieldValue): boolean {
  return value.kind === 'group' || value.kind === 'json' || (value.kind === 'text' && value.long)
}
