// Puts the phones on the table and says who holds them.

import { el, fill, unseen } from './dom.js'
import { face } from './faces.js'
import { dropInvite, followKeyboard, languageLink, themeSwitch } from './frame.js'
import { choosePerson, newcomer } from './people.js'
import { makePhone } from './phone.js'
import { people } from './server.js'
import { invite, keep, kept, newcomerInvite, phones, words } from './settings.js'

const table = document.querySelector('.phones')
const tabs = document.querySelector('.tabs')
const status = document.querySelector('[data-status]')
const narrow = matchMedia('(max-width: 52rem)')
const AGAIN_MS = 3000

let everybody = []
let front = 0
const both = []

function begin() {
  themeSwitch(document.querySelector('[data-theme-switch]'))
  languageLink(document.querySelector('[data-language]'))
  followKeyboard()
  table.replaceChildren()
  if (phones === 2) beginTwo()
  else beginOne()
  addEventListener('online', listenAgain)
  addEventListener('pageshow', (event) => { if (event.persisted) listenAgain() })
  addEventListener('offline', () => both.forEach((phone) => phone.offline()))
}

/** After a break a stream may be dead without knowing; a new one misses nothing. */
function listenAgain() {
  for (const phone of both) {
    phone.resume()
    phone.push()
  }
}

function beginOne() {
  const unread = () => { if (document.hidden) document.title = `● ${words.brand}` }
  const phone = makePhone({ news: unread, change() {} })
  both.push(phone)
  table.append(phone.root)
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return
    document.title = words.brand
    listenAgain()
  })
  const me = { id: 'me', name: '', heading: '' }
  phone.open(me, { arrival: { invite }, always: invite !== '' })
  dropInvite()
}

async function beginTwo() {
  for (const at of [0, 1]) {
    const phone = makePhone({ news: () => hear(at), change: () => change(at) })
    both.push(phone)
    // Nobody holds it yet.
    phone.root.inert = true
    table.append(phone.root)
    phone.root.addEventListener('focusin', () => toFront(at))
    phone.root.addEventListener('pointerdown', () => toFront(at))
  }
  watchSwipe()
  everybody = await whoIsThere()
  const holders = whoHeldThem()
  holders.forEach((person, at) => hand(at, person))
  dropInvite()
  // A browser allows six streams to one server; two a tab would soon use them up.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) both.forEach((phone) => phone.pause())
    else listenAgain()
  })
}

async function whoIsThere() {
  for (;;) {
    try {
      return await people()
    } catch {
      status.textContent = words.offline
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    }
  }
}

function whoHeldThem() {
  const ids = kept('phones', [])
  // The first minute: somebody who just arrived, beside somebody who lives here.
  const usual = [newcomer(), everybody[0] ?? newcomer()]
  const held = [0, 1].map((at) => known(ids[at]) ?? usual[at])
  // An invite is for somebody who is not here yet.
  if (invite) held[0] = newcomer()
  return held
}

function known(id) {
  if (!id) return null
  return everybody.find((person) => person.id === id) ?? (id.startsWith('new-') ? newcomer(id) : null)
}

function hand(at, person) {
  const phone = both[at]
  const code = at === 0 && invite ? invite : newcomerInvite
  phone.open(person, { arrival: { invite: person.newcomer ? code : '' } })
  phone.root.classList.remove('unread')
  keep('phones', both.map((one) => one.person?.id ?? ''))
  drawTabs()
}

async function change(at) {
  people().then((found) => { everybody = found }, () => {})
  const person = await choosePerson(everybody, both[at].person)
  if (person && person.id !== both[at].person.id) {
    // Nobody holds two phones: the other one gets who was here.
    if (person.id === both[1 - at].person.id) hand(1 - at, both[at].person)
    hand(at, person)
  }
  both[at].focus()
}

function hear(at) {
  mark(at)
  if (both[at].person.newcomer) meet(at)
}

/** A newcomer may have said their name by now. */
async function meet(at) {
  const { id } = both[at].person
  everybody = await people().catch(() => everybody)
  const met = everybody.find((person) => person.id === id)
  if (!met?.name || both[at].person.id !== id) return
  both[at].rename(met)
  drawTabs()
}

function mark(at) {
  const phone = both[at]
  if (at === front && !document.hidden) return
  phone.root.classList.add('unread')
  status.textContent = fill(words.news, { name: phone.person.name })
  drawTabs()
}

function toFront(at) {
  const moved = front !== at
  front = at
  if (!moved && !both[at].root.classList.contains('unread')) return
  both[at].root.classList.remove('unread')
  drawTabs()
}

function drawTabs() {
  const focused = [...tabs.children].indexOf(document.activeElement)
  tabs.replaceChildren(...both.map((phone, at) => tab(phone, at)))
  tabs.children[focused]?.focus()
  both.forEach((phone, at) => { phone.root.inert = narrow.matches && at !== front })
}

function tab({ person, root }, at) {
  if (!person) return ''
  const unread = root.classList.contains('unread')
  return el('button', {
    type: 'button',
    class: unread ? 'tab unread' : 'tab',
    'aria-current': String(at === front),
    onclick: () => slideTo(at),
  },
  face(person.name, person),
  el('span', { class: 'name' }, person.name),
  unread ? unseen(fill(words.news, { name: person.name })) : null)
}

function slideTo(at) {
  toFront(at)
  drawTabs()
  table.scrollTo({ left: at * table.clientWidth, behavior: 'smooth' })
}

function watchSwipe() {
  table.addEventListener('scroll', () => {
    if (narrow.matches) toFront(Math.round(table.scrollLeft / table.clientWidth))
  }, { passive: true })
  narrow.addEventListener('change', drawTabs)
}

begin()
