"""Which words of a page do not stand out enough from what is behind them."""

CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true})
  const pixel = (colours) => {
    canvas.clearRect(0, 0, 1, 1)
    for (const colour of colours) {
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
    }
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const linear = (c) => c / 255 <= 0.04045
    ? c / 255 / 12.92
    : ((c / 255 + 0.055) / 1.055) ** 2.4
  const light = ([r, g, b]) =>
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05
  const behind = (node) => {
    const layers = []
    for (let up = node; up; up = up.parentElement) {
      layers.unshift(getComputedStyle(up).backgroundColor)
      if (pixel([layers[0]])[3] === 255) break
    }
    return layers
  }
  const poor = []
  let seen = 0
  for (const node of document.querySelectorAll('body *')) {
    const words = [...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
    if (!words || node.closest('.unseen, noscript, template')) continue
    if (!node.checkVisibility({visibilityProperty: true})) continue
    seen += 1
    const layers = behind(node)
    const a = light(pixel([...layers, getComputedStyle(node).color]))
    const b = light(pixel(layers))
    const ratio = Math.max(a, b) / Math.min(a, b)
    const name = `${node.className} ${node.textContent.slice(0, 20)}`
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${name}`)
  }
  return {seen, poor}
}"""
"""A script for the page: how many pieces of text it looked at, and the poor ones.

The border, 4.5 to 1, is that of WCAG 2.2, success criterion 1.4.3.
"""
