const WORDS: { readonly [act: string]: string } = {
  opened: 'opened the case',
  claimed: 'claimed it',
  'answered-first': 'answered before seeing the output',
  released: 'gave it back',
  accepted: 'accepted the answer',
  edited: 'edited the answer',
  overridden: 'overrode the answer',
  ignored: 'decided without the answer',
  escalated: 'escalated it',
  reassigned: 'reassigned it',
  'input-corrected': 'corrected the input and asked for a rerun',
  'rerun-asked': 'asked for a rerun',
  'rerun-arrived': 'brought the result of the rerun',
  'rerun-late': 'got a result that nobody waited for any more',
  'to-backup': 'gave it to the backup',
  'drill-told': 'told of a drill',
  'handed-over': 'handed it over to the existing process',
}

/** An entry of the review log as the rest of a sentence that begins with who did it. */
export function actWords(act: string): string {
  return WORDS[act] ?? act.replaceAll('-', ' ')
}
