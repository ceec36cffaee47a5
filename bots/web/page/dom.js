// Builds elements. Text becomes text nodes only, so no word can become markup.

const SVG = 'http://www.w3.org/2000/svg'

/** Make an element; `on…` are listeners, true and false set bare attributes. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (value === true) node.setAttribute(name, '')
    else if (value !== false && value != null) node.setAttribute(name, value)
  }
  node.append(...children.filter((child) => child != null && child !== ''))
  return node
}

/** Make one of the page's icons. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `#i-${name}`)
  svg.append(use)
  return svg
}

// What ends a sentence, closes a bracket or goes on in kana is none of the address.
const ADDRESS = /https?:\/\/[\w.~:/?#@!$&*+,;=%-]*[\w~/#&+=%-]/gi

// Beyond so many a text is read as prose, whose lines are to be full.
const PROSE_CHARACTERS = 100

const JAPANESE = /[ぁ-んァ-ヶ一-龯]/g
const LETTER = /[A-Za-z]/g

/** The language words are in, for line breaks and voices; nothing where they tell none. */
export function spoken(text) {
  const japanese = text.match(JAPANESE)?.length ?? 0
  const letters = text.match(LETTER)?.length ?? 0
  if (!japanese && !letters) return null
  // A Japanese character says about as much as two or three letters do.
  return japanese * 3 > letters ? 'ja' : 'en'
}

/** A paragraph of somebody's words, with addresses to open unless its nodes are given. */
export function paragraph(text, nodes = worded(text)) {
  const look = text.length > PROSE_CHARACTERS ? 'words prose' : 'words'
  return el('p', { class: look, lang: spoken(text) }, ...nodes)
}

/** Words as nodes, in which addresses can be opened. */
export function worded(text) {
  const nodes = []
  let from = 0
  for (const found of text.matchAll(ADDRESS)) {
    const [href] = found
    nodes.push(text.slice(from, found.index), el('a', {
      href, target: '_blank', rel: 'noopener noreferrer',
    }, href))
    from = found.index + href.length
  }
  return [...nodes, text.slice(from)]
}

/** Words that are read aloud but not seen. */
export function unseen(words) {
  return el('span', { class: 'unseen' }, words)
}

/** Put values where `{name}` stands. */
export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}
