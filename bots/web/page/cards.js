// Cards: something to keep and come back to, drawn by what they are about.

import { choices } from './choices.js'
import { el, icon, paragraph, spoken, worded } from './dom.js'
import { face } from './faces.js'

const MARKS = { request: 'request', post: 'post', vector: 'vector', flag: 'flag', thanks: 'thanks' }

/** Draw a card; `look` decides its paper, `face` whose initial it carries. */
export function card(told, { choose }) {
  const look = told.look in MARKS || told.look === 'person' ? told.look : 'plain'
  return el('article', { class: `card look-${look}` },
    head(told, look),
    told.body && paragraph(told.body),
    facts(told.facts, look),
    choices(told.choices, choose))
}

function head(told, look) {
  const mark = MARKS[look] ? el('span', { class: 'mark' }, icon(MARKS[look])) : null
  return el('header', {},
    told.face ? face(told.face) : mark,
    el('h2', { lang: spoken(told.title) }, told.title),
    told.face ? mark : null)
}

function facts(pairs, look) {
  if (!pairs.length) return null
  const rows = pairs.map((fact) =>
    el('div', {},
      el('dt', { lang: spoken(fact.label) }, fact.label),
      el('dd', { lang: spoken(fact.value) }, ...worded(fact.value))))
  return el('dl', { class: look === 'vector' ? 'road' : 'facts' }, ...rows)
}
