// Times and days as a reader in this place says them.

import { language, words } from './settings.js'

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false })
const day = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', weekday: 'short' })
const dayOfYear = new Intl.DateTimeFormat(language, {
  year: 'numeric', month: 'long', day: 'numeric', weekday: 'short',
})

export const clockTime = (at) => clock.format(at)

/** The day as a key that sorts and compares. */
export function dayKey(at) {
  return `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`
}

/** A picked day, `2026-12-05` or `2026-12-05T10:00`, as a reader says it. */
export function pickedDay(iso) {
  const [date, time] = iso.split('T')
  const at = new Date(`${date}T${time ?? '00:00'}`)
  if (Number.isNaN(+at)) return iso
  return time ? `${dayOfYear.format(at)} ${clock.format(at)}` : dayOfYear.format(at)
}

export function dayName(at) {
  const now = new Date()
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  if (dayKey(at) === dayKey(now)) return words.today
  if (dayKey(at) === dayKey(yesterday)) return words.yesterday
  return (at.getFullYear() === now.getFullYear() ? day : dayOfYear).format(at)
}
