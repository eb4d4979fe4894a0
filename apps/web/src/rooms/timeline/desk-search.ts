/** What the address of the desk holds: filters, selection, view. Every value is plain text. */
export interface DeskSearch {
  /** The item of the record to show, highlighted, with what surrounds it. */
  item?: string;
}

export function deskSearch(raw: Record<string, unknown>): DeskSearch {
  return typeof raw['item'] === 'string' && raw['item'] !== '' ? { item: raw['item'] } : {};
}
