import '@fontsource-variable/inter/opsz.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './theme/tokens.css'
import './theme/base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { problemOf } from './api/problem.ts'
import { paths } from './paths.ts'
import { createAppRouter } from './shell/router.tsx'
import { cssVariables, theme } from './theme/theme.ts'

/** A session that has ended leads to the sign-in, and back to the same place after. */
function onFailure(error: unknown): void {
  if (problemOf(error).status !== 401 || location.pathname === '/sign-in') return
  router.history.replace(paths.signIn({ next: `${location.pathname}${location.search}` }))
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: onFailure }),
  mutationCache: new MutationCache({ onError: onFailure }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the server refuses stays refused; only a silent server is asked again.
      retry: (count, error) => problemOf(error).code === 'server-gone' && count < 2,
      refetchOnWindowFocus: true,
    },
  },
})
const router = createAppRouter(queries)

const place = document.getElementById('root')
if (place === null)
  throw new Error('The page has no element "root": index.html and the built script do not belong together.')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: 'dayshift-scheme' })}
      >
        <Notifications position="bottom-right" limit={3} autoClose={6000} />
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
)
