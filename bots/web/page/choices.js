// Things to tap: full-width buttons that stay on a card, chips that go with the talk.

import { el, spoken } from './dom.js'
import { words } from './settings.js'

/** Draw choices that stay, as full-width buttons. */
export function choices(offered, choose) {
  if (!offered.length) return null
  const row = el('div', { class: 'choices' })
  const draw = () => row.replaceChildren(...offered.map((choice) => el('button', {
    type: 'button',
    class: 'choice',
    lang: spoken(choice.label),
    'data-token': choice.token,
    onclick: (event) => tapped(event, row, choice, choose, draw),
  }, el('span', {}, choice.label))))
  draw()
  return row
}

/** Draw quick replies, in place of those that were there; the same ones stay as they are. */
export function showChips(row, offered, choose) {
  // A day half picked, or a chip in focus, outlives whatever else arrives.
  const tokens = offered.map((choice) => choice.token).join(' ')
  if (row.dataset.tokens === tokens) return
  row.dataset.tokens = tokens
  row.hidden = offered.length === 0
  const draw = () => row.replaceChildren(...offered.map((choice) => el('button', {
    type: 'button',
    class: 'chip',
    lang: spoken(choice.label),
    onclick: (event) => tapped(event, row, choice, choose, draw),
  }, choice.label)))
  draw()
}

function tapped(event, row, choice, choose, back) {
  // The second half of a double tap is no second answer.
  if (event.detail > 1) return
  if (!choice.calendar) return choose(choice)
  const form = calendar(choice, choose, () => {
    back()
    row.querySelector('button').focus()
  })
  row.replaceChildren(form)
  form.querySelector('input').focus()
}

/** Draw the browser's own calendar in place of the choices, with a way back to them. */
function calendar(choice, choose, back) {
  const input = el('input', { ...choice.calendar, required: true, 'aria-label': choice.label })
  return el('form', {
    class: 'calendar',
    onsubmit(event) {
      event.preventDefault()
      choose({ ...choice, when: input.value })
    },
  }, input,
  el('button', { type: 'submit', class: 'chip' }, words.pick_this),
  el('button', { type: 'button', class: 'chip', onclick: back }, words.pick_back))
}
