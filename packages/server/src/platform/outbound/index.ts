export { isAllowEntry, type OutboundPolicy } from './address-policy.ts'
export { createMailServer, type MailServer, MailFailed, type MailSetup } from './mail.ts'
export { createOutbound, type Outbound, OutboundFailed, OutboundRefused, readOutboundUrl } from './outbound.ts'
