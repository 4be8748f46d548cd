import { exampleTicket, type Ticket } from '@dayshift/example-billing-replies/tickets'

/** Places of the example's tickets that a desk sees every day, and of those that it sees once in a while. */
const USUAL = [0, 1, 2, 3, 4, 6, 8, 10, 12, 13, 14, 16, 17, 18, 20, 22, 23, 24, 25, 27, 28] as const
const RARE = [5, 7, 9, 11, 15, 19, 21, 26, 29] as const

/** A ticket of the weeks before: the same texts, of which sensitive ones are as rare as they are at a real desk. */
export function pastTicket(index: number, draw: () => number): Ticket {
  const places = draw() < 0.03 ? RARE : USUAL
  const place = places[Math.floor(draw() * places.length)] ?? 0
  return { ...exampleTicket(index), ticketId: `H-${1000 + index}`, text: exampleTicket(place).text }
}
