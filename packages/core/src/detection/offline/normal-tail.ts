import { gammaTail } from './gamma-tail.ts'

/**
 * Q(z), how much of the standard normal distribution lies above z; relative error below 1e-12, also far out, where the
 * difference from 1 would have lost all digits.
 *
 * Q(z) = ½·Γ(½, z²/2)/Γ(½) for z ≥ 0. Source: Abramowitz & Stegun, 26.4.21. Checked: Q(1) = .158655254, Q(3) =
 * .00134989803, Q(6) = 9.8658765e-10.
 */
export function normalTail(z: number): number {
  const tail = gammaTail(0.5, (z * z) / 2) / 2
  return z >= 0 ? tail : 1 - tail
}
