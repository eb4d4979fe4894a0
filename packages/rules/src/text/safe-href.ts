/** The URL if it is safe to follow, else null: only http, https and mailto. */
export function safeHref(address: string): string | null {
  if (!/^(https?:\/\/|mailto:)/i.test(address) || /[\u0000-\u0020\u007f<>"\\]/.test(address))
    return null;
  return URL.canParse(address) ? address : null;
}
