// The coloured initial that stands for a person, the same wherever the name appears.

import { el, icon } from './dom.js'

const COLOURS = 10
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function colour(name) {
  let sum = 7
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 9973
  return sum % COLOURS
}

function initial(name) {
  const [first] = letters.segment(name.trim())
  return first ? first.segment.toUpperCase() : ''
}

/** Draw a person's face; someone new has a sprout instead of an initial. */
export function face(name, { newcomer = false } = {}) {
  const node = el('span', { class: 'face', 'aria-hidden': 'true' })
  if (newcomer) node.append(icon('new'))
  else node.append(initial(name))
  node.classList.add(newcomer ? 'face-new' : `face-${colour(name)}`)
  return node
}
