import type { ChatChannels } from '@debrief/contract';

/** By name, and first those in which the app is. */
export function sortChannels(items: ChatChannels['items']): ChatChannels['items'] {
  return items.toSorted(
    (a, b) => Number(b.isMember) - Number(a.isMember) || a.name.localeCompare(b.name, 'en'),
  );
}
