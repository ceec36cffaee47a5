// The line to the server: what was said, what comes, who can be played.

import { language } from './settings.js'

const REOPEN_MS = 3000
// A line may be dead without saying so; whatever is tried again is handled once.
const ANSWER_MS = 20000

function address(person, what, after = '') {
  const query = new URLSearchParams({ lang: language })
  if (after) query.set('after', after)
  return `/chat/${encodeURIComponent(person)}/${what}?${query}`
}

async function read(url) {
  const answer = await fetch(url, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(ANSWER_MS),
  })
  if (answer.ok) return answer.json()
  const { say } = await answer.json().catch(() => ({}))
  throw new Error(`HTTP ${answer.status}`, { cause: say })
}

/** Who a phone can be; nobody when each visitor is only themselves. */
export const people = async () => (await read(`/chat/people?lang=${language}`)).people

/** What was said before, oldest first, and where to go on listening. */
export const history = (person) => read(address(person, 'history'))

/** Post once; the answer's status decides what becomes of the posting. */
export async function post(person, posting) {
  const answer = await fetch(address(person, 'events'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(posting),
    signal: AbortSignal.timeout(ANSWER_MS),
  })
  const told = await answer.json().catch(() => ({}))
  return { status: answer.status, ...told }
}

/**
 * Listen to a conversation until `close()`; comes back by itself after a break and
 * asks for what it missed.
 */
export function listen(person, after, { entry, working, here, away }) {
  let source = null
  let again = 0
  let last = after

  function open() {
    source = new EventSource(address(person, 'stream', last))
    source.onopen = here
    source.onerror = () => {
      away()
      // The browser gives up for good when the server answers with an error.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, REOPEN_MS)
    }
    source.addEventListener('working', working)
    source.addEventListener('entry', (event) => {
      last = event.lastEventId || last
      entry(JSON.parse(event.data))
    })
  }

  open()
  return {
    close() {
      clearTimeout(again)
      source.close()
    },
    reopen() {
      clearTimeout(again)
      source.close()
      open()
    },
  }
}
