import { InvalidArgumentError } from 'commander'

/** An option's share, above 0 and below 1. */
export function shareOf(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value > 0 && value < 1) return value
  throw new InvalidArgumentError('A share lies between 0 and 1, as 0.05.')
}
