import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { sessionQuery, setUp, setupQuery, signIn } from '../../api/people.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { useTitle } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import classes from './sign-in-page.module.css'

const FIELDS = { code: '', workspace: '', name: '', email: '', password: '' }

/** The first set-up: whoever can read the server's output makes the workspace and becomes its first admin. */
export function SetUpForm() {
  useTitle('Set up')
  const go = useGo()
  const queries = useQueryClient()
  const [fields, setFields] = useState(FIELDS)
  const make = useMutation({
    mutationFn: async () => {
      await setUp({ ...fields, code: fields.code.trim() })
      await signIn(fields.email, fields.password)
    },
    onSuccess: async () => {
      await queries.invalidateQueries(setupQuery)
      await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
      go('/', { replace: true })
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    make.mutate()
  }
  const bind = (name: keyof typeof FIELDS) => ({
    value: fields[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget
      setFields((before) => ({ ...before, [name]: value }))
    },
    required: true,
  })
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <div>
          <h1 className={classes.title}>Set up your workspace</h1>
          <p className="quiet">This is done once. You become the first admin and can add the others then.</p>
        </div>
        <TextInput
          label="Set-up code"
          description="The server printed it when it started."
          autoComplete="off"
          maxLength={64}
          {...bind('code')}
        />
        <TextInput label="Workspace" description="Your organisation's name." maxLength={100} {...bind('workspace')} />
        <TextInput label="Your name" autoComplete="name" maxLength={100} {...bind('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...bind('email')} />
        <PasswordInput
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          minLength={10}
          maxLength={128}
          {...bind('password')}
        />
        {make.isError && <ProblemNotice error={make.error} />}
        <Button type="submit" size="md" fullWidth loading={make.isPending}>
          Make the workspace
        </Button>
      </Stack>
    </form>
  )
}
