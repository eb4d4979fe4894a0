// one-door: the web application only calls the server through api.ts.
export function open(): unknown[] {
  return [fetch('/api/incidents'), new EventSource('/api/live'), new XMLHttpRequest(), window.fetch('/x')];
}
