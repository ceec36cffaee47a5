// Around the phones: brightness, language, the height a keyboard leaves.

import { icon } from './dom.js'
import { keep, kept, language, words } from './settings.js'

const THEMES = ['auto', 'light', 'dark']

/** Make the button that goes round device, paper, dusk. */
export function themeSwitch(button) {
  let theme = kept('theme', 'auto')

  function wear() {
    if (theme === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    const label = `${words.theme}: ${words[`theme_${theme}`]}`
    button.setAttribute('aria-label', label)
    button.title = label
    button.replaceChildren(icon(theme))
  }

  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]
    keep('theme', theme === 'auto' ? null : theme)
    wear()
  })
  wear()
}

/** Keep what the address says besides the language. */
export function languageLink(anchor) {
  const query = new URLSearchParams(location.search)
  query.set('lang', language === 'ja' ? 'en' : 'ja')
  anchor.href = `?${query}`
}

/** Take an invite out of the address, so that a reload does not use it again. */
export function dropInvite() {
  const query = new URLSearchParams(location.search)
  if (!query.has('invite')) return
  query.delete('invite')
  const rest = query.toString()
  window.history.replaceState(null, '', rest ? `?${rest}` : location.pathname)
}

/** iOS lays its keyboard over the page; the page makes itself that much shorter. */
export function followKeyboard() {
  const view = window.visualViewport
  if (!view) return
  // Pinching makes the view smaller too; only a keyboard is to count.
  const fit = () =>
    document.documentElement.style.setProperty('--height', `${view.height * view.scale}px`)
  view.addEventListener('resize', fit)
  fit()
}
