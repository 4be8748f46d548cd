import { discover } from '../../packages/cli/src/seams/discover.ts'

/** `node own-side.ts FILE`: the command in a process of its own; its largest memory goes to standard error. */
const [path = '', ...more] = process.argv.slice(2)
await discover(path, {
  json: true,
  ...(more.includes('xes')
    ? { actor: 'org:resource' }
    : { case: 'case', activity: 'activity', actor: 'actor', time: 'time' }),
})
process.stderr.write(JSON.stringify({ maxRssKb: process.resourceUsage().maxRSS }))
