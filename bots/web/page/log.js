// The log of one phone: entries in order of time, grouped, with a line for each day.

import { bubble, message } from './bubbles.js'
import { el, icon, unseen } from './dom.js'
import { words } from './settings.js'
import { clockTime, dayKey, dayName } from './times.js'

const TOGETHER_MS = 5 * 60 * 1000
const NEAR_END_PX = 80
const EDGE_PX = 12
// What is on its way for less is not worth a sign, nor the room it takes.
const SLOW_MS = 700
const still = matchMedia('(prefers-reduced-motion: reduce)')

/** Make the log inside `.scroll`; `tools` are what messages can call. */
export function makeLog(scroll, tools) {
  const list = scroll.querySelector('.entries')
  const empty = scroll.querySelector('.empty')
  const entries = []
  const labels = new Map()
  const chosen = new Set()
  let quiet = false
  // Whether the reader is at the end, or gliding there: an answer may come before the
  // glide is over. Only who scrolls up has left it.
  let atEnd = true
  let lastTop = 0
  scroll.addEventListener('scroll', () => {
    if (nearEnd()) atEnd = true
    else if (scroll.scrollTop < lastTop) atEnd = false
    lastTop = scroll.scrollTop
  }, { passive: true })

  const nearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_END_PX

  function goTo(top, behavior = still.matches ? 'instant' : 'smooth') {
    atEnd = top === scroll.scrollHeight
    lastTop = Math.min(scroll.scrollTop, top)
    scroll.scrollTo({ top, behavior })
  }

  function place(entry) {
    let at = entries.length
    while (at > 0 && entries[at - 1].order > entry.order) at -= 1
    list.insertBefore(entry.node, entries[at]?.node ?? null)
    entries.splice(at, 0, entry)
    if (!quiet) settle()
  }

  function settle() {
    empty.hidden = entries.length > 0
    for (const line of list.querySelectorAll('.day')) {
      if (!line.nextElementSibling?.classList.contains('entry')) line.remove()
    }
    entries.forEach((entry, at) => {
      const before = entries[at - 1]
      const newDay = !before || dayKey(before.at) !== dayKey(entry.at)
      dayLine(entry, newDay)
      entry.node.classList.toggle('first', newDay || !together(before, entry))
      const after = entries[at + 1]
      entry.node.classList.toggle('last', !after || !sameMinute(entry.at, after.at))
    })
  }

  function dayLine(entry, wanted) {
    const line = entry.node.previousElementSibling
    const there = line?.classList.contains('day')
    if (wanted && !there) entry.node.before(el('p', { class: 'day' }, el('span', {}, dayName(entry.at))))
    if (!wanted && there) line.remove()
  }

  function markChosen(token) {
    chosen.add(token)
    for (const button of list.querySelectorAll('button.choice')) {
      if (button.dataset.token === token) showChosen(button)
    }
  }

  function showChosen(button) {
    if (button.classList.contains('chosen')) return
    button.classList.add('chosen')
    button.prepend(icon('check'))
    button.append(unseen(`(${words.chosen})`))
  }

  function learn(told) {
    for (const one of told.messages) {
      for (const choice of one.choices ?? []) labels.set(choice.token, choice.label)
    }
  }

  return {
    has: (id) => entries.some((entry) => entry.id === id),
    labelOf: (token) => labels.get(token),

    /** Show what the bot said. */
    told(seen) {
      learn(seen)
      const at = new Date(seen.at)
      const nodes = seen.messages.map((one) => message(one, tools))
      const node = row('theirs', words.bot, nodes, meta(at))
      place({ id: seen.id, at, order: +at, node, mine: false, told: seen })
      for (const button of node.querySelectorAll('button.choice')) {
        if (chosen.has(button.dataset.token)) showChosen(button)
      }
    },

    /** Show what the person said; without `at` it is still on its way. */
    mine({ id, text, token, at }) {
      const last = entries.at(-1)
      // Until the server says when, it stands after all that is known.
      const when = at ? new Date(at) : new Date()
      const order = at ? +when : (last?.order ?? 0) + 1
      const said = bubble(text)
      if (token) {
        said.classList.add('tapped')
        said.prepend(icon('check'))
        markChosen(token)
      }
      const node = row('mine', words.me, [said], meta(when))
      place({ id, at: when, order, node, mine: true })
      if (at) return
      node.classList.add('sending')
      setTimeout(() => node.classList.add('slow'), SLOW_MS)
    },

    /** The server has it. */
    delivered(id, at) {
      const entry = entries.find((one) => one.id === id)
      if (!entry) return
      entry.at = new Date(at)
      entry.node.classList.remove('sending', 'failed')
      entry.node.querySelector('.meta').replaceWith(meta(entry.at))
      settle()
    },

    /** It waits, or was not taken; the buttons stay beside it. */
    failed(id, why, actions) {
      const entry = entries.find((one) => one.id === id)
      // Said once, not again with every attempt.
      if (!entry || entry.why === why) return
      entry.why = why
      entry.node.classList.remove('sending')
      entry.node.classList.add('failed')
      entry.node.querySelector('.meta').replaceWith(el('div', { class: 'meta' },
        el('span', { class: 'why' }, why),
        ...actions.map(([label, act]) => el('button', { type: 'button', class: 'quiet', onclick: act }, label))))
    },

    sendingAgain(id) {
      const entry = entries.find((one) => one.id === id)
      if (!entry) return
      entry.why = ''
      entry.node.classList.replace('failed', 'sending')
      entry.node.querySelector('.meta').replaceWith(meta(entry.at))
    },

    remove(id) {
      const at = entries.findIndex((one) => one.id === id)
      if (at < 0) return
      entries.splice(at, 1)[0].node.remove()
      settle()
    },

    /** The choices of the newest question; a card that arrives meanwhile leaves them. */
    openChoices() {
      for (let at = entries.length - 1; entries[at]?.told; at -= 1) {
        const { messages } = entries[at].told
        const asked = messages.flatMap((one) => (one.kind === 'text' ? one.choices : []))
        if (asked.length) return asked
      }
      return []
    },

    /** Draw many at once without reading each aloud. */
    all(draw) {
      quiet = true
      scroll.setAttribute('aria-busy', 'true')
      draw()
      quiet = false
      settle()
      requestAnimationFrame(() => scroll.removeAttribute('aria-busy'))
    },

    clear() {
      entries.splice(0)
      labels.clear()
      chosen.clear()
      list.replaceChildren()
      empty.hidden = true
    },

    /** Show the newest entry: its end, or its beginning when it is longer than the log. */
    follow() {
      const node = entries.at(-1)?.node
      const long = node && node.offsetHeight > scroll.clientHeight - EDGE_PX
      goTo(long ? node.offsetTop - EDGE_PX : scroll.scrollHeight)
      return !long
    },

    nearEnd,
    atEnd: () => atEnd,
    toEnd: () => goTo(scroll.scrollHeight),
    jumpToEnd: () => goTo(scroll.scrollHeight, 'instant'),
  }
}

function sameMinute(one, other) {
  return dayKey(one) === dayKey(other) && clockTime(one) === clockTime(other)
}

function together(one, other) {
  return one.mine === other.mine && other.at - one.at < TOGETHER_MS
}

function row(side, speaker, nodes, metaNode) {
  const helper = side === 'theirs' ? el('span', { class: 'face helper', 'aria-hidden': 'true' }, icon('logo')) : null
  return el('div', { class: `entry ${side}` }, helper,
    el('div', { class: 'stack' }, unseen(`${speaker}:`), ...nodes, metaNode))
}

function meta(at) {
  // Read with its entry; not once more when the server says when.
  return el('div', { class: 'meta', 'aria-live': 'off' },
    el('time', { datetime: at.toISOString() }, clockTime(at)),
    el('span', { class: 'on-way' }, words.sending))
}
