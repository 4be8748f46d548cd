import { sortByKeywords } from './keyword-sorter.ts'

export interface Request {
  readonly requestId: string
  readonly text: string
}

const TEAMS = {
  network: ['vpn', 'wifi', 'network', 'internet'],
  workplace: ['laptop', 'screen', 'printer', 'headset'],
  access: ['password', 'access', 'locked', 'account'],
  applications: ['erp', 'error', 'report', 'crash'],
} as const

const TEXTS = [
  'The VPN drops every few minutes.',
  'My laptop does not start since the update.',
  'I am locked out of my account.',
  'The monthly report ends with an error.',
  'Please order a second screen for my new colleague.',
  'Wifi in meeting room 4 does not work.',
  'I need access to the invoices folder.',
  'The ERP crashes when I print a report on the printer on floor 2.',
  'Who do I ask about parking?',
  'New password for the shared mailbox, please.',
] as const

export function exampleRequest(index: number, draw: () => number): Request {
  return { requestId: `REQ-${2000 + index}`, text: TEXTS[Math.floor(draw() * TEXTS.length)] ?? TEXTS[0] }
}

export function triageRequest({ text }: Request): { readonly team: string; readonly confidence: number } {
  const { label, confidence } = sortByKeywords(text, TEAMS)
  return { team: label, confidence }
}
