import { useLocalStorage } from '@mantine/hooks'
import { useEffect } from 'react'

/** What a reader sets for this browser alone. */
export type Density = 'comfortable' | 'compact'

export function useDensity(): readonly [Density, (density: Density) => void] {
  const [density, setDensity] = useLocalStorage<Density>({
    key: 'dayshift-density',
    defaultValue: document.documentElement.dataset['density'] === 'compact' ? 'compact' : 'comfortable',
    // Plain text, as the script that runs before the first paint reads it.
    serialize: (value) => value,
    deserialize: (value) => (value === 'compact' ? 'compact' : 'comfortable'),
  })
  useEffect(() => {
    document.documentElement.dataset['density'] = density
  }, [density])
  return [density, setDensity]
}

/** Single-letter keys can be turned off, for those who speak to their machine. */
export function useShortcuts(): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useLocalStorage({ key: 'dayshift-shortcuts', defaultValue: true, getInitialValueInEffect: false })
  return [on, setOn]
}
