import { Switch } from '@mantine/core'
import { useShortcuts } from '../../components/settings.ts'
import { INBOX_KEYS } from '../../words/keys.ts'
import classes from './key-list.module.css'

/** The keys of the inbox. They can be turned off here: single letters disturb those who speak to their machine. */
export function KeyList() {
  const [on, setOn] = useShortcuts()
  return (
    <>
      <dl className={classes.keys}>
        {INBOX_KEYS.map(({ key, does }) => (
          <div key={key} className={classes.row}>
            <dt>
              <kbd className={classes.key}>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
        <div className={classes.row}>
          <dt>
            <kbd className={classes.key}>Ctrl Enter</kbd>
          </dt>
          <dd>Send what the open form holds</dd>
        </div>
        <div className={classes.row}>
          <dt>
            <kbd className={classes.key}>Esc</kbd>
          </dt>
          <dd>Close the form; what you typed is kept</dd>
        </div>
        <div className={classes.row}>
          <dt>
            <kbd className={classes.key}>Ctrl K</kbd>
          </dt>
          <dd>Search and commands, anywhere</dd>
        </div>
      </dl>
      <Switch label="Single-letter keys" checked={on} onChange={(event) => setOn(event.currentTarget.checked)} />
    </>
  )
}
