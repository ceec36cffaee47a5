// What a person said and the server has not taken yet. Kept over a reload, posted in
// order, tried again: nothing a person said is lost, and each posting keeps its id, so
// that one which did arrive is not handled twice.

import { post } from './server.js'
import { keep, keptUnder, uuid } from './settings.js'

const PAUSES_MS = [1000, 3000, 8000, 20000]
const boxes = new Map()

/** The outbox of a person, one for as long as the page lives. */
export function outboxOf(person) {
  if (!boxes.has(person)) boxes.set(person, makeOutbox(person))
  return boxes.get(person)
}

function makeOutbox(person) {
  // A place for each, so that two open pages do not overwrite one another.
  const shelf = (posting) => `outbox.${person}.${posting.id}`
  let postings = keptUnder(`outbox.${person}.`).sort((a, b) => a.order - b.order)
  let busy = false
  let failures = 0
  let timer = 0
  let watcher = { taken() {}, waiting() {}, refused() {} }

  const save = (posting) => keep(shelf(posting), posting)

  function remove(posting) {
    postings = postings.filter((other) => other !== posting)
    keep(shelf(posting), null)
  }

  async function attempt(posting) {
    const { label, refused, order, ...body } = posting
    let answer
    try {
      answer = await post(person, body)
    } catch {
      answer = { status: 0 }
    }
    if (answer.status >= 200 && answer.status < 300) {
      remove(posting)
      watcher.taken(posting, answer)
      return true
    }
    if (answer.status >= 400 && answer.status < 500) {
      posting.refused = answer.say ?? ' '
      save(posting)
      watcher.refused(posting)
      return true
    }
    watcher.waiting(posting)
    return false
  }

  async function push() {
    if (busy) return
    busy = true
    clearTimeout(timer)
    let next = postings.find((posting) => !posting.refused)
    let moving = true
    while (next && moving) {
      moving = await attempt(next)
      if (moving) {
        failures = 0
        next = postings.find((posting) => !posting.refused)
      }
    }
    busy = false
    if (next) timer = setTimeout(push, PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)])
  }

  return {
    /** Take what is not delivered yet, in order. */
    waiting: () => postings,
    /** Say who hears of deliveries; only the phone that shows the person does. */
    watch(events) {
      watcher = events
    },
    /** Put a posting in and try it at once. */
    add(posting) {
      const ready = { id: uuid(), order: Date.now(), ...posting }
      postings.push(ready)
      save(ready)
      // After the caller has shown it.
      queueMicrotask(push)
      return ready
    },
    retry(posting) {
      posting.refused = undefined
      save(posting)
      push()
    },
    takeBack: remove,
    push,
  }
}
