import { asText } from '../../routes/search.ts';

/**
 * The URL parameters of the list of stories: the search text, how a new one is started (an
 * incident, `nothing` or `paste`), and whether to show removed ones.
 */
export interface StoriesSearch {
  show?: 'removed';
  text?: string;
  begin?: string;
}

export function storiesSearch(raw: Record<string, unknown>): StoriesSearch {
  const [text, begin] = [asText(raw['text']), asText(raw['begin'])];
  const isRemoved = raw['show'] === 'removed';
  return {
    ...(isRemoved ? { show: 'removed' } : {}),
    ...(text ? { text } : {}),
    ...(begin ? { begin } : {}),
  };
}

export const sides = [
  'evidence',
  'suggested-evidence',
  'suggestions',
  'follow-up-questions',
] as const;
export type Side = (typeof sides)[number];

/** Names of the sides in URLs of earlier versions. */
const oldSides = new Map<unknown, Side>([
  ['material', 'suggested-evidence'],
  ['questions', 'suggestions'],
  ['probes', 'follow-up-questions'],
]);

export interface StorySearch {
  at?: string;
  side?: Side;
}

export function storySearch(raw: Record<string, unknown>): StorySearch {
  const at = asText(raw['at']);
  const side = oldSides.get(raw['side']) ?? sides.find((one) => one === raw['side']);
  return { ...(at ? { at } : {}), ...(side ? { side } : {}) };
}
