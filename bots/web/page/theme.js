// Runs before the first paint, so that a chosen brightness does not flash.
// A classic script: modules wait for the document.
try {
  const chosen = JSON.parse(localStorage.getItem('ainori.theme'))
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Storage may be closed to this page; the device's own brightness is fine.
}
