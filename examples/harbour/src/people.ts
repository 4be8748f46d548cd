import { send, signInAs, type StoryClient } from './story-client.ts'

/** Whoever works at Harbour Billing, in the order in which they join. */
const PEOPLE = {
  olu: { name: 'Olu Operator', email: 'olu@example.com', role: 'member' },
  bea: { name: 'Bea Builder', email: 'bea@example.com', role: 'member' },
  nadia: { name: 'Nadia Owner', email: 'nadia@example.com', role: 'member' },
  ines: { name: 'Ines Payables', email: 'ines@example.com', role: 'member' },
  tom: { name: 'Tom Backup', email: 'tom@example.com', role: 'member' },
  mina: { name: 'Mina Product', email: 'mina@example.com', role: 'member' },
  dev: { name: 'Dev Data', email: 'dev@example.com', role: 'member' },
  kai: { name: 'Kai Systems', email: 'kai@example.com', role: 'member' },
  fay: { name: 'Fay Finance', email: 'fay@example.com', role: 'member' },
  paul: { name: 'Paul Pilot', email: 'paul@example.com', role: 'member' },
  vera: { name: 'Vera Viewer', email: 'vera@example.com', role: 'viewer' },
} as const

export type People = { readonly [key in keyof typeof PEOPLE | 'ada']: StoryClient }

/** Sets the workspace up and adds its people; everybody is signed in. */
export async function settleIn(
  server: string,
  setupCode: string,
  signIn: { readonly email: string; readonly password: string },
): Promise<People> {
  const { password } = signIn
  const first = { code: setupCode, workspace: 'Harbour Billing (example)', name: 'Ada Admin', ...signIn }
  await send(server, {}, 'POST', '/api/v1/setup', first)
  const ada = await signInAs(server, signIn.email, password)
  const others = await Promise.all(
    Object.entries(PEOPLE).map(async ([key, person]) => {
      await ada.post('/people', { ...person, password })
      return [key, await signInAs(server, person.email, password)] as const
    }),
  )
  return { ada, ...Object.fromEntries(others) } as People // of the keys above
}
