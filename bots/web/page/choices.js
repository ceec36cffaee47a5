// Things to tap: full-width buttons that stay on a card, chips that go with the talk.

import { el } from './dom.js'

/** Draw choices that stay, as full-width buttons. */
export function choices(offered, choose) {
  if (!offered.length) return null
  const buttons = offered.map((choice) => el('button', {
    type: 'button',
    class: 'choice',
    'data-token': choice.token,
    onclick: () => choose(choice),
  }, el('span', {}, choice.label)))
  return el('div', { class: 'choices' }, ...buttons)
}

/** Draw quick replies, in place of those that were there. */
export function showChips(row, offered, choose) {
  row.hidden = offered.length === 0
  row.replaceChildren(...offered.map((choice) => el('button', {
    type: 'button',
    class: 'chip',
    onclick: () => choose(choice),
  }, choice.label)))
}
