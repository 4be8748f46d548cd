import type { Piece, Sentence } from '../words/sentence.ts'
import classes from './sentence-line.module.css'
import { To } from './to.tsx'

/** The sentence that a page opens with. */
export function SentenceLine({ sentence }: { readonly sentence: Sentence }) {
  return (
    <p className={classes.sentence} data-testid="sentence">
      <Pieces sentence={sentence} />
    </p>
  )
}

export function Pieces({ sentence }: { readonly sentence: Sentence }) {
  // A computed sentence has no identity of its own; its pieces never move.
  return sentence.map((piece, index) =>
    // oxlint-disable-next-line react/no-array-index-key
    typeof piece === 'string' ? piece : <PieceText key={index} piece={piece} />,
  )
}

function PieceText({ piece }: { readonly piece: Piece }) {
  const className = [piece.strong && classes.strong, piece.tone && classes[piece.tone]].filter(Boolean).join(' ')
  if (piece.href !== undefined) {
    return (
      <To href={piece.href} className={`${classes.link} ${className}`}>
        {piece.text}
      </To>
    )
  }
  return <span className={className}>{piece.text}</span>
}
