// What the server told this page: its words, its menu, its limits.

const settings = JSON.parse(document.body.dataset.settings)

export const { words, menu, phones, invite, newcomerInvite, characters, language } = settings

/** Read a thing this browser keeps, or the fallback when it keeps none. */
export function kept(name, fallback) {
  try {
    return JSON.parse(localStorage.getItem(`ainori.${name}`)) ?? fallback
  } catch {
    return fallback
  }
}

/** Read all things whose names begin alike. */
export function keptUnder(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(`ainori.${prefix}`))
      .map((name) => JSON.parse(localStorage.getItem(name)))
  } catch {
    return []
  }
}

/** Keep a thing over a reload; null forgets it. */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(`ainori.${name}`)
    else localStorage.setItem(`ainori.${name}`, JSON.stringify(value))
  } catch {
    // A full or closed storage keeps nothing; the page still works until it is closed.
  }
}

/** A name nobody else has; `randomUUID` is missing on plain http. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
