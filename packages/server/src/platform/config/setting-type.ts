import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** How a setting is written and what it becomes. */
export interface SettingType<Value> {
  /** What would be right, for a message: "a whole number from 0 to 65535". */
  readonly wants: string
  /** The value of a text or of a file's own boolean or number; `undefined` where it is none. */
  parse(written: string | number | boolean, directory: string): Value | undefined
}

export function wholeNumber(lowest: number, highest: number): SettingType<number> {
  return {
    wants: `a whole number from ${lowest} to ${highest}`,
    parse(written) {
      const value = typeof written === 'string' && /^\d+$/.test(written.trim()) ? Number(written) : written
      return typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest
        ? value
        : undefined
    },
  }
}

const UNITS: Record<string, number> = { '': 1, b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }

/** Bytes, written as a number or with a unit; 1 MB is 1,048,576 bytes. */
export function bytes(lowest: number, highest: number): SettingType<number> {
  return {
    wants: `a size from ${showBytes(lowest)} to ${showBytes(highest)}, like 500 KB or 12 MB`,
    parse(written) {
      const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([kmg]?b)?$/i.exec(String(written).trim()) ?? []
      const factor = UNITS[unit?.toLowerCase() ?? '']
      if (digits === undefined || factor === undefined) return undefined
      const value = Math.round(Number(digits) * factor)
      return value >= lowest && value <= highest ? value : undefined
    },
  }
}

export function showBytes(value: number): string {
  for (const [unit, factor] of [
    ['GB', 1024 ** 3],
    ['MB', 1024 ** 2],
    ['KB', 1024],
  ] as const) {
    if (value >= factor && value % factor === 0) return `${value / factor} ${unit}`
  }
  return `${value} B`
}

export const onOff: SettingType<boolean> = {
  wants: 'true or false',
  parse(written) {
    const text = String(written).trim().toLowerCase()
    if (['true', 'on', 'yes', '1'].includes(text)) return true
    return ['false', 'off', 'no', '0'].includes(text) ? false : undefined
  },
}

export const text: SettingType<string> = {
  wants: 'a text that is not empty',
  parse: (written) => (typeof written === 'string' && written !== '' ? written : undefined),
}

export const host: SettingType<string> = {
  wants: 'an address or a host name, like 127.0.0.1, 0.0.0.0 or ::1',
  parse(written) {
    if (typeof written !== 'string') return undefined
    const name = written.trim()
    return isIP(name) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name) ? name : undefined
  },
}

/** A path; a relative one counts from the directory in which the program was started. */
export const path: SettingType<string> = {
  wants: 'a path',
  parse: (written, directory) =>
    typeof written === 'string' && written !== '' ? resolve(directory, written) : undefined,
}

export function oneOf<const Values extends readonly string[]>(values: Values): SettingType<Values[number]> {
  return {
    wants: `one of ${values.join(', ')}`,
    parse: (written) => values.find((value) => value === written),
  }
}

export const postgresUrl: SettingType<string> = {
  wants: 'an address like postgresql://user:password@host:5432/database',
  parse: (written) =>
    typeof written === 'string' && /^postgres(ql)?:$/.test(URL.parse(written)?.protocol ?? '') ? written : undefined,
}

/** An address of a service that others run; a path ends in a slash, so that what is asked for comes below it. */
export const serviceUrl: SettingType<URL> = {
  wants: 'an address like https://slack.com/api/',
  parse(written) {
    const url = typeof written === 'string' ? URL.parse(written) : null
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) return undefined
    if (!url.pathname.endsWith('/')) url.pathname += '/'
    return url
  },
}

export const smtpUrl: SettingType<string> = {
  wants: 'an address like smtps://user:password@mail.example.com, or smtp://… for STARTTLS on port 587',
  parse(written) {
    const url = typeof written === 'string' ? URL.parse(written) : null
    return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '' ? url.href : undefined
  },
}

/** Who a mail is from: an address, or a name with the address in angle brackets. */
export const mailAddress: SettingType<string> = {
  wants: 'an e-mail address, like Dayshift <dayshift@example.com>',
  parse: (written) =>
    typeof written === 'string' && /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(written.trim())
      ? written.trim()
      : undefined,
}

/** Several values with commas between them, each of which must be good. */
export function listOf(wants: string, isGood: (entry: string) => boolean): SettingType<readonly string[]> {
  return {
    wants,
    parse(written) {
      if (typeof written !== 'string') return undefined
      const entries = written
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '')
      return entries.every(isGood) ? entries : undefined
    },
  }
}

export const webUrl: SettingType<URL> = {
  wants: 'an address without a path, like https://dayshift.example.com',
  parse(written) {
    const url = typeof written === 'string' ? URL.parse(written) : null
    if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash) return undefined
    return url
  },
}
