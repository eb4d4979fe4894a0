// The page's policy forbids code made from text; zod reads this before its first schema and does not try.
globalThis.__zod_globalConfig = { jitless: true };

// Before the first paint, so that a chosen theme does not flash.
try {
  const theme = localStorage.getItem('debrief.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage can be blocked; the system's theme then applies.
}
