import type { CaseDetail } from '../../api/cases.ts'
import { Notice } from '../../components/notice.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'

/** Once a unit of a drill was decided, the case says what it was; before, nothing here gives it away. */
export function DrillTold({ detail }: { readonly detail: CaseDetail }) {
  const { drill, workflow } = detail.case
  if (drill == null) return null
  const told = detail.events.findLastIndex(({ act }) => act === 'drill-told')
  const isRealNow = detail.events.slice(told + 1).some(({ act }) => act === 'rerun-arrived')
  const link = <To href={paths.drill(workflow, drill.id)}>See the drill</To>
  if (!drill.wrongOnPurpose) {
    return (
      <Notice tone="quiet" title="This unit was part of a drill">
        What went wrong with the AI was forced on purpose; the unit is real. {link}.
      </Notice>
    )
  }
  return (
    <Notice tone="person" title="This unit was part of a drill: its first answer was wrong on purpose">
      {isRealNow
        ? 'What you see now is the real answer.'
        : detail.case.state === 'completed'
          ? 'The wrong answer took no effect.'
          : 'That answer can not be used. The unit runs again, and comes back here to be decided for real.'}{' '}
      {link}.
    </Notice>
  )
}
