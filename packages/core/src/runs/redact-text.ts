/**
 * Replaces e-mail addresses, phone numbers, card numbers (13–19 digits that pass Luhn's check, ISO/IEC 7812-1) and
 * IBANs (ISO 13616, checked modulo 97) in a text. Works by one scan with bounded look-ahead, so that its time is linear
 * in the text's length whatever the text. Dates, amounts and plain reference numbers stay.
 */
export function redactText(text: string): string {
  if (!MAY_HOLD.test(text)) return text
  let result = ''
  let kept = 0
  let position = 0
  while (position < text.length) {
    const found = findAt(text, position, kept)
    if (found === null) {
      position++
      continue
    }
    if (found.name !== null) {
      result += text.slice(kept, found.start) + found.name
      kept = found.end
    }
    position = found.end
  }
  return kept === 0 ? text : result + text.slice(kept)
}

const MAY_HOLD = /[@0-9]/

/** What stands at a place: something with a name to be replaced, or (name null) something to be stepped over. */
interface Found {
  readonly start: number
  readonly end: number
  readonly name: string | null
}

function findAt(text: string, position: number, from: number): Found | null {
  const code = text.charCodeAt(position)
  if (code === AT) return emailAround(text, position, from)
  if (isDigit(code) || code === PLUS || code === OPEN) {
    if (code !== PLUS && position > 0 && isWordCharacter(text.charCodeAt(position - 1))) return null
    return numberAt(text, position)
  }
  if (isLetter(code) && (position === 0 || !isWordCharacter(text.charCodeAt(position - 1)))) {
    return ibanAt(text, position)
  }
  return null
}

const LONGEST_LOCAL_PART = 64
const LONGEST_DOMAIN = 255

function emailAround(text: string, at: number, from: number): Found | null {
  let start = at
  while (start > from && at - start < LONGEST_LOCAL_PART && isLocalCharacter(text.charCodeAt(start - 1))) start--
  if (start === at) return null
  let end = at + 1
  let lastDot = -1
  while (end < text.length && end - at <= LONGEST_DOMAIN && isDomainCharacter(text.charCodeAt(end))) {
    if (text.charCodeAt(end) === DOT) lastDot = end
    end++
  }
  while (end > at + 1 && !isWordCharacter(text.charCodeAt(end - 1))) end--
  if (lastDot >= end) lastDot = text.lastIndexOf('.', end - 1)
  if (lastDot <= at + 1 || end - lastDot < 3) return null
  return { start, end, name: '[e-mail]' }
}

const LONGEST_NUMBER = 40

/** A run of digits with separators: a card, a phone number, or nothing of the kind. */
function numberAt(text: string, start: number): Found | null {
  let digits = ''
  let shape = ''
  let end = start
  let lastDigit = -1
  let separators = 0
  for (; end < text.length && end - start < LONGEST_NUMBER; end++) {
    const code = text.charCodeAt(end)
    if (isDigit(code)) {
      digits += text[end]
      shape += 'd'
      lastDigit = end
      separators = 0
    } else if (isSeparator(code) && separators < 2) {
      shape += isSpace(code) ? ' ' : text[end]
      separators++
    } else if (code === PLUS && end === start) {
      shape += '+'
    } else {
      break
    }
  }
  if (lastDigit < 0) return null
  end = lastDigit + 1
  shape = shape.slice(0, end - start)
  if (end < text.length && isLetter(text.charCodeAt(end))) return { start, end, name: null }
  const name = isCard(digits, shape) ? '[card]' : isPhone(digits, shape) ? '[phone]' : null
  if (name !== null) return { start, end, name }
  return partOf(text, start, end)
}

/** A number may begin inside a run ("12 / 0171 2345678"): step over its first group only, decimals included. */
function partOf(text: string, start: number, end: number): Found {
  let next = start + 1
  while (next < end && isDigit(text.charCodeAt(next))) next++
  if (text.charCodeAt(next) === DOT) {
    next++
    while (next < end && isDigit(text.charCodeAt(next))) next++
  }
  return { start, end: next, name: null }
}

function isCard(digits: string, shape: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false
  for (const character of shape) if (character !== 'd' && character !== ' ' && character !== '-') return false
  return passesLuhn(digits)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - ZERO
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** International (`+` or `00`), national (leading 0, but no decimal fraction), or in the American grouping 3-3-4. */
function isPhone(digits: string, shape: string): boolean {
  const n = digits.length
  if (shape.startsWith('+')) return n >= 7 && n <= 15
  if (shape.startsWith('d.')) return false
  if (digits.startsWith('00')) return n >= 10 && n <= 17
  if (digits.startsWith('0')) return n >= 9 && n <= 13 && !isNumericDate(shape)
  const groups = shape.split(/[^d]+/).filter((group) => group !== '')
  const american = groups.length === 4 && groups[0] === 'd' ? groups.slice(1) : groups
  return american.length === 3 && american[0] === 'ddd' && american[1] === 'ddd' && american[2] === 'dddd'
}

/** `03.11.2026 10` and the like: two digits, two digits, a year. */
function isNumericDate(shape: string): boolean {
  return shape.startsWith('dd.dd.dddd') || shape.startsWith('dd/dd/dddd') || shape.startsWith('dd-dd-dddd')
}

const LONGEST_IBAN = 34
const SHORTEST_IBAN = 15

/** Two letters, two check digits, up to 30 letters and digits, in groups or not; ends where a group ends and the sum is right. */
function ibanAt(text: string, start: number): Found | null {
  if (!isLetter(text.charCodeAt(start + 1))) return null
  let characters = ''
  let end = start
  while (end < text.length && characters.length < LONGEST_IBAN) {
    const code = text.charCodeAt(end)
    if (isSpace(code) || code === HYPHEN) {
      if (characters.length < 4 || !isWordCharacter(text.charCodeAt(end - 1))) return null
    } else if (isDigit(code) || isLetter(code)) {
      characters += text[end]
      if ((characters.length === 3 || characters.length === 4) && !isDigit(code)) return null
      const whole = end + 1 >= text.length || !isWordCharacter(text.charCodeAt(end + 1))
      if (whole && characters.length >= SHORTEST_IBAN && passesMod97(characters)) {
        return { start, end: end + 1, name: '[IBAN]' }
      }
    } else {
      return null
    }
    end++
  }
  return null
}

function passesMod97(characters: string): boolean {
  let remainder = 0
  for (let i = 0; i < characters.length; i++) {
    const code = characters.charCodeAt((i + 4) % characters.length)
    const value = isDigit(code) ? code - ZERO : (code | 32) - SMALL_A + 10
    remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97
  }
  return remainder === 1
}

const AT = 64
const PLUS = 43
const OPEN = 40
const DOT = 46
const HYPHEN = 45
const ZERO = 48
const SMALL_A = 97

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLetter(code: number): boolean {
  const small = code | 32
  return small >= 97 && small <= 122
}

function isWordCharacter(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === 95 || code > 127
}

function isSpace(code: number): boolean {
  return code === 32 || code === 160 || code === 8239
}

function isSeparator(code: number): boolean {
  return isSpace(code) || code === HYPHEN || code === DOT || code === OPEN || code === 41 || code === 47
}

function isLocalCharacter(code: number): boolean {
  return isWordCharacter(code) || code === DOT || code === HYPHEN || code === PLUS || code === 37 || code === 39
}

function isDomainCharacter(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === DOT || code === HYPHEN || code > 127
}
