// The dialog in which a phone is handed to somebody: a search box over a listbox.

import { el, spoken } from './dom.js'
import { face } from './faces.js'
import { uuid, words } from './settings.js'

const dialog = document.querySelector('dialog.choose')
const input = dialog.querySelector('input')
const list = dialog.querySelector('[role=listbox]')
const nobody = dialog.querySelector('.nobody')

let shown = []
let active = 0
let answer = () => {}

/** Somebody who has not arrived yet, with an id of their own. */
export function newcomer(id = `new-${uuid().slice(0, 13)}`) {
  return { id, name: words.newcomer, heading: words.newcomer_about, newcomer: true }
}

/** Ask who shall hold a phone; null when the question is closed. */
export function choosePerson(people, current) {
  input.value = ''
  draw([newcomer(), ...people], current)
  input.oninput = () => draw([newcomer(), ...people].filter(matches(input.value)), current)
  dialog.showModal()
  input.focus()
  list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  return new Promise((resolve) => { answer = resolve })
}

function matches(typed) {
  const wanted = plain(typed)
  return (person) => plain(`${person.name} ${person.heading}`).includes(wanted)
}

function plain(text) {
  // Hiragana finds katakana, and wide letters find narrow ones.
  return text.normalize('NFKC').toLowerCase().replace(/[ァ-ヶ]/g, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

function draw(people, current) {
  shown = people
  list.replaceChildren(...people.map((person, at) => el('li', {
    id: `choose-${at}`,
    role: 'option',
    'aria-selected': String(person.id === current.id),
    onclick: () => take(at),
    onpointermove: () => point(at),
  },
  face(person.name, person),
  el('span', { class: 'who' },
    el('span', { class: 'name' }, person.name),
    el('span', { class: 'heading', lang: spoken(person.heading) }, person.heading)))))
  nobody.textContent = people.length ? '' : words.nobody
  point(Math.max(0, people.findIndex((person) => person.id === current.id)))
}

function point(at) {
  list.children[active]?.classList.remove('active')
  active = at
  const option = list.children[at]
  option?.classList.add('active')
  if (option) input.setAttribute('aria-activedescendant', option.id)
  else input.removeAttribute('aria-activedescendant')
}

function take(at) {
  const person = shown[at]
  if (!person) return
  answer(person)
  dialog.close()
}

function step(by) {
  if (!shown.length) return
  point((active + by + shown.length) % shown.length)
  list.children[active].scrollIntoView({ block: 'nearest' })
}

input.addEventListener('keydown', (event) => {
  if (event.isComposing) return
  const acts = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Home: () => { if (!input.value) step(-active) },
    End: () => { if (!input.value) step(shown.length - 1 - active) },
    Enter: () => take(active),
  }
  const act = acts[event.key]
  if (!act) return
  if (event.key !== 'Home' && event.key !== 'End') event.preventDefault()
  act()
})
dialog.addEventListener('close', () => answer(null))
dialog.addEventListener('click', (event) => {
  // The backdrop belongs to the dialog element; a tap there means "as it was".
  if (event.target === dialog) dialog.close()
})
