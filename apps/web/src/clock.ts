/** The browser's clock. Logic takes the time as a value; only screens read it here. */
export function nowMs(): number {
  return Date.now();
}
