/** The browser's clock. What decides by the time takes it as a value; only screens ask for it here. */
export function nowMs(): number {
  return Date.now();
}
