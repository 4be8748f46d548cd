import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { dayshiftMiddleware } from '@dayshift/sdk/ai'
import { generateText, wrapLanguageModel } from 'ai'
import { modelPrompt } from './answer.ts'
import type { Ticket } from './tickets.ts'

/** Asks a language model for the answer; returns its text, which the gate reads as JSON and checks. */
export type AskModel = (ticket: Pick<Ticket, 'text'>, signal: AbortSignal) => Promise<string>

/** The model of DAYSHIFT_MODEL_URL (any OpenAI-compatible server), or null where none is set. */
export function modelFromEnvironment(environment: NodeJS.ProcessEnv): AskModel | null {
  const baseURL = environment['DAYSHIFT_MODEL_URL']
  if (baseURL === undefined || baseURL === '') return null
  const apiKey = environment['DAYSHIFT_MODEL_KEY']
  const provider = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL,
    ...(apiKey === undefined ? {} : { apiKey }),
  })
  const model = wrapLanguageModel({
    model: provider(environment['DAYSHIFT_MODEL'] ?? 'default'),
    middleware: dayshiftMiddleware(),
  })
  return async (ticket, abortSignal) => {
    // The gate's own attempts and pauses count; a second retry inside would hide them.
    const { text } = await generateText({ model, prompt: modelPrompt(ticket), abortSignal, maxRetries: 0 })
    return text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, '')
  }
}
