import { discover } from '../../packages/cli/src/seams/discover.ts'
import { reportSide, startSide } from './side-report.ts'

/** `node own-side.ts FILE`: the command in a process of its own. */
const [path = '', ...more] = process.argv.slice(2)
const started = startSide()
await discover(path, {
  json: true,
  ...(more.includes('xes')
    ? { actor: 'org:resource' }
    : { case: 'case', activity: 'activity', actor: 'actor', time: 'time' }),
})
reportSide(started)
