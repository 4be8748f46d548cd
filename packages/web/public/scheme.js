// Runs before the first paint, so that a dark screen never flashes white. A file of its own: the content policy allows no inline script.
;(function () {
  var root = document.documentElement
  var chosen = null
  try {
    chosen = localStorage.getItem('dayshift-scheme')
    var density = localStorage.getItem('dayshift-density')
    if (density === 'compact') root.setAttribute('data-density', density)
  } catch {
    chosen = null
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
