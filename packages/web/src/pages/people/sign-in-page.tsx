import { Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { sessionQuery, setupQuery, signIn } from '../../api/people.ts'
import { LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { useTitle } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { Mark } from '../../shell/mark.tsx'
import { SetUpForm } from './set-up-form.tsx'
import classes from './sign-in-page.module.css'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const setup = useQuery(setupQuery)
  return (
    <div className={classes.page}>
      <main className={classes.panel}>
        <div className={classes.brand}>
          <Mark size={36} />
          <span className={classes.name}>Dayshift</span>
        </div>
        {setup.isPending && <LoadingRows rows={4} />}
        {setup.isError && <ProblemNotice error={setup.error} again={() => void setup.refetch()} />}
        {setup.data?.needed === true && <SetUpForm />}
        {setup.data?.needed === false && <SignInForm example={setup.data.example} />}
      </main>
      <p className={classes.foot}>From pilot to the day shift.</p>
    </div>
  )
}

function SignInForm({ example }: { readonly example: { readonly email: string; readonly password: string } | null }) {
  useTitle('Sign in')
  const { next } = route.useSearch()
  const go = useGo()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({
    mutationFn: (as: { readonly email: string; readonly password: string }) => signIn(as.email, as.password),
    onSuccess: async () => {
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
      go(next ?? '/', { replace: true })
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    enter.mutate({ email, password })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <h1 className={classes.title}>Sign in</h1>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {enter.isError && <ProblemNotice error={enter.error} />}
        <Button type="submit" size="md" fullWidth loading={enter.isPending}>
          Sign in
        </Button>
        {example !== null && (
          <>
            <Divider label="or look around first" />
            <Button
              variant="default"
              size="md"
              fullWidth
              disabled={enter.isPending}
              onClick={() => enter.mutate(example)}
            >
              Use the example sign-in
            </Button>
            <p className={classes.hint}>
              The example workspace is full of made-up billing tickets; nothing in it is real, so nothing can go wrong.
            </p>
          </>
        )}
      </Stack>
    </form>
  )
}
