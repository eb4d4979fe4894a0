import type { Page } from '@debrief/contract';

export async function* pages<T>(
  fetchPage: (place: { cursor: string | undefined; limit: number }) => Promise<Page<T>>,
  limit = Infinity,
): AsyncGenerator<T> {
  let left = limit;
  let cursor: string | null | undefined;
  while (left > 0 && cursor !== null) {
    const page: Page<T> = await fetchPage({ cursor, limit: Math.min(left, 200) });
    yield* page.items.slice(0, left);
    left -= page.items.length;
    cursor = page.next;
  }
}
