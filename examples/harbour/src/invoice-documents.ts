/** What the two owners of the invoice sorting agreed on, by document and section of the lean playbook. */
export const INVOICE_DOCUMENTS = {
  'one-page': {
    'who-changes': 'Bea. Ines writes a wish into the list; Bea answers on Fridays.',
    'who-checks': 'Ines, each day at nine: what waits, and three invoices that nobody checked.',
    'who-approves': 'Wording: Bea and Ines. Another model, other accounts, other limits: Nadia too.',
    'who-responds': 'Ines. If she is away, Tom; he also tells accounts payable.',
    success: 'At most one account in ten is corrected, and the books close on the third working day.',
    failure: 'An invoice on a wrong account after the close: a correction entry, and an hour of Ines.',
    escalation:
      'Quick fix: correct the account. Human review: a supplier that goes wrong twice gets a rule. Stop: the same wrong account twice on one day.',
    'builder-knowledge':
      'Invoices of more than three pages: only the first page is read well. The word list of October sorts best; longer lists mix up travel and training. Check by hand: credit notes, and invoices in two currencies.',
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>
