// One phone: somebody's conversation, from opening it to what they say next.

import { showChips } from './choices.js'
import { makeComposer } from './composer.js'
import { face } from './faces.js'
import { fill, spoken } from './dom.js'
import { makeLog } from './log.js'
import { outboxOf } from './outbox.js'
import { history, listen } from './server.js'
import { language, words } from './settings.js'
import { pickedDay } from './times.js'
import { makeTiles } from './tiles.js'

const WORKING_MS = 30000
const AGAIN_MS = 2500
// A break shorter than this is not worth a sign.
const AWAY_MS = 1200

/** Make a phone; `news()` is called when the bot said something to it. */
export function makePhone({ news, change }) {
  const root = document.querySelector('#phone').content.firstElementChild.cloneNode(true)
  const part = (name) => root.querySelector(`.${name}`)
  const scroll = part('scroll')
  const log = makeLog(scroll, { choose })
  const composer = makeComposer(part('composer'), scroll, (text) => say(text))
  makeTiles(root, (text) => say(text))
  part('person').addEventListener('click', () => change())

  let person = null
  let outbox = null
  let line = null
  let turn = 0
  let workingTimer = 0
  let awayTimer = 0

  function say(text) {
    submit({ kind: 'said', text })
  }

  function choose(choice) {
    submit({ kind: 'chose', token: choice.token, label: choice.label, when: choice.when })
  }

  function submit(posting) {
    const ready = outbox.add(posting)
    showPosting(ready)
    freshen()
    log.toEnd()
  }

  function showPosting(posting) {
    if (posting.kind === 'said') log.mine({ id: posting.id, text: posting.text })
    if (posting.kind === 'chose') log.mine({ id: posting.id, text: chosen(posting, posting.label), token: posting.token })
    if (posting.refused) refused(posting)
  }

  function chosen({ when }, label) {
    return when ? pickedDay(when) : label ?? words.chosen_before
  }

  function showEntry(seen) {
    if (log.has(seen.id)) return false
    if (seen.from === 'bot') log.told(seen)
    else if (seen.kind === 'said') log.mine(seen)
    else if (seen.kind === 'chose') log.mine({ ...seen, text: chosen(seen, log.labelOf(seen.token)) })
    else log.mine({ ...seen, text: words.shared })
    return true
  }

  function freshen() {
    showChips(part('chips'), log.openChoices(), (choice) => {
      choose(choice)
      composer.focus()
    })
  }

  function heard(seen) {
    const following = log.atEnd()
    if (!showEntry(seen)) return
    if (seen.from === 'bot') {
      working(false)
      news()
    }
    freshen()
    part('to-end').hidden = following && log.follow()
  }

  function working(on) {
    clearTimeout(workingTimer)
    part('working').hidden = !on
    if (on && log.atEnd()) log.toEnd()
    if (on) workingTimer = setTimeout(() => working(false), WORKING_MS)
  }

  function connected(yes, why = words.offline) {
    clearTimeout(awayTimer)
    if (yes) {
      part('away').hidden = true
      outbox.push()
    } else {
      awayTimer = setTimeout(() => {
        part('away').textContent = why
        part('away').hidden = false
      }, AWAY_MS)
    }
  }

  function refused(posting) {
    const why = posting.refused?.trim() || words.trouble
    const actions = [[words.retry, () => again(posting)]]
    if (posting.kind === 'said') actions.push([words.rewrite, () => rewrite(posting)])
    log.failed(posting.id, why, actions)
  }

  function again(posting) {
    log.sendingAgain(posting.id)
    outbox.retry(posting)
  }

  function rewrite(posting) {
    outbox.takeBack(posting)
    log.remove(posting.id)
    composer.putBack(posting.text)
    freshen()
  }

  const deliveries = {
    taken(posting, { at }) {
      log.delivered(posting.id, at)
      connected(true)
    },
    waiting(posting) {
      log.failed(posting.id, words.failed, [[words.retry, () => again(posting)]])
      connected(false)
    },
    refused,
  }

  async function past(id, mine) {
    while (mine === turn) {
      try {
        const found = await history(id)
        connected(true)
        return found
      } catch (error) {
        connected(false, error.cause)
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
      }
    }
    return null
  }

  function wear() {
    const name = person.name || words.bot
    part('person').querySelector('.face').replaceWith(face(person.face || name, person))
    part('name').textContent = name
    part('heading').textContent = person.heading
    part('heading').lang = spoken(person.heading) ?? ''
    root.setAttribute('aria-label', person.name ? fill(words.phone, { name }) : words.bot)
  }

  /** Show somebody's conversation; `arrival` is said when it has not begun. */
  async function open(somebody, { arrival = null, always = false } = {}) {
    const mine = ++turn
    line?.close()
    outbox?.watch({ taken() {}, waiting() {}, refused() {} })
    person = somebody
    outbox = outboxOf(person.id)
    outbox.watch(deliveries)
    working(false)
    log.clear()
    wear()
    composer.open(person.id)
    freshen()
    const found = await past(person.id, mine)
    if (!found) return
    log.all(() => {
      found.entries.forEach(showEntry)
      outbox.waiting().filter((posting) => !log.has(posting.id)).forEach(showPosting)
    })
    freshen()
    part('to-end').hidden = true
    log.jumpToEnd()
    line = listen(person.id, found.after, {
      entry: heard,
      working: () => working(true),
      here: () => connected(true),
      away: () => connected(false),
    })
    const begun = found.entries.length || outbox.waiting().length
    if (arrival && (always || !begun)) outbox.add({ kind: 'arrived', language, ...arrival })
    else outbox.push()
  }

  /** Wear a person's new name or heading. */
  function rename(somebody) {
    person = somebody
    wear()
  }

  scroll.addEventListener('scroll', () => {
    if (log.nearEnd()) part('to-end').hidden = true
  }, { passive: true })
  part('to-end').addEventListener('click', () => log.toEnd())
  // The keyboard of a small screen makes the log shorter; its end stays in sight.
  new ResizeObserver(() => { if (part('to-end').hidden) log.jumpToEnd() }).observe(scroll)

  return {
    root,
    open,
    rename,
    get person() { return person },
    focus: () => composer.focus(),
    pause: () => line?.close(),
    resume: () => line?.reopen(),
    push: () => outbox?.push(),
    offline: () => connected(false),
  }
}
