import { api } from '@dayshift/contract'

/** The methods that an address of the API takes; none where it is no address of the API. */
export function methodsAt(path: string): readonly string[] {
  return [...new Set(ADDRESSES.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))]
}

const PATHS: readonly { readonly method: string; readonly path: string }[] = [
  ...Object.values(api).map(({ method, path }) => ({ method, path: `/api/v1${path}` })),
  { method: 'GET', path: '/api/v1/events' },
  { method: 'GET', path: '/api/openapi.json' },
  { method: 'POST', path: '/api/auth/sign-in/email' },
  { method: 'POST', path: '/api/auth/sign-out' },
  { method: 'POST', path: '/api/auth/change-password' },
]

const ADDRESSES = PATHS.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}/?$`),
}))
