// The menu: six tiles above the keyboard; tapping one says its words.

import { el, icon } from './dom.js'
import { menu } from './settings.js'

const COLUMNS = 3

/** Make the menu of a phone; `say(text)` hears the tile. */
export function makeTiles(phone, say) {
  const button = phone.querySelector('.menu')
  const panel = phone.querySelector('.tiles')
  const tiles = menu.map((tile) => el('button', {
    type: 'button',
    class: 'tile',
    onclick() {
      show(false)
      button.focus()
      say(tile.label)
    },
  }, icon(tile.icon), el('span', {}, tile.label)))
  panel.append(...tiles)

  function show(open) {
    panel.hidden = !open
    button.setAttribute('aria-expanded', String(open))
    if (open) tiles[0]?.focus()
  }

  button.addEventListener('click', () => show(panel.hidden))
  phone.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || panel.hidden) return
    show(false)
    button.focus()
  })
  panel.addEventListener('keydown', (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }
    const step = steps[event.key]
    const at = tiles.indexOf(document.activeElement)
    if (!step || at < 0) return
    event.preventDefault()
    tiles[at + step]?.focus()
  })
}
