import { sortByKeywords } from './keyword-sorter.ts'

export interface Invoice {
  readonly invoiceId: string
  readonly supplier: string
  readonly line: string
  /** EUR. */
  readonly amount: number
}

const ACCOUNTS = {
  '6300 Rent': ['rent', 'berth', 'storage'],
  '6400 Energy': ['electricity', 'gas', 'kwh'],
  '6500 IT and software': ['licence', 'hosting', 'subscription', 'laptop'],
  '6600 Travel': ['flight', 'hotel', 'train'],
  '6700 Repairs': ['repair', 'maintenance', 'spare part'],
  '6800 Office': ['paper', 'toner', 'chairs'],
} as const

const LINES = [
  { supplier: 'Port Authority', line: 'Berth rent, quarter', from: 900, to: 4200 },
  { supplier: 'Stadtwerke', line: 'Electricity, 4,310 kWh', from: 300, to: 2200 },
  { supplier: 'Cloudhaven', line: 'Hosting subscription, month', from: 80, to: 900 },
  { supplier: 'Rail & Air', line: 'Train and hotel, two nights', from: 120, to: 800 },
  { supplier: 'Crane Service Nord', line: 'Repair of a hydraulic pump, spare part included', from: 400, to: 12000 },
  { supplier: 'Papier Union', line: 'Paper and toner', from: 20, to: 240 },
  { supplier: 'Office Point', line: 'Six chairs', from: 300, to: 1400 },
  { supplier: 'Laptop Land', line: 'Laptop with licence', from: 900, to: 2400 },
  { supplier: 'Kontor Lager', line: 'Storage and repair of racks', from: 200, to: 900 },
] as const

/** Says nothing of what was bought. */
const UNCLEAR = { supplier: 'Müller & Söhne', line: 'As agreed by phone', from: 50, to: 2500 } as const

/** An invoice as it might come in; `draw` in [0, 1). */
export function exampleInvoice(index: number, draw: () => number): Invoice {
  const usual = LINES[Math.floor(draw() * LINES.length)] ?? LINES[0]
  const kind = draw() < 0.03 ? UNCLEAR : usual
  const amount = Math.round((kind.from + draw() * draw() * (kind.to - kind.from)) * 100) / 100
  return { invoiceId: `INV-${10_000 + index}`, supplier: kind.supplier, line: kind.line, amount }
}

export function sortInvoice({ line }: Invoice): { readonly account: string; readonly confidence: number } {
  const { label, confidence } = sortByKeywords(line, ACCOUNTS)
  return { account: label, confidence }
}
