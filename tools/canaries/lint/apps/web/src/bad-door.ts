// one-door: the web application asks through api.ts alone.
export function open(): unknown[] {
  return [fetch('/api/incidents'), new EventSource('/api/live'), new XMLHttpRequest(), window.fetch('/x')];
}
