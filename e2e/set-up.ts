import { ensureWebBuilt } from '../tools/set-up.mjs';

/** The journeys use the web application as it is served, so it is built first where its sources have changed. */
export function setup(): void {
  ensureWebBuilt();
}
