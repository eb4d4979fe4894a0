import { asText } from '../../routes/search.ts';

/** What the address of the list of stories holds: words to find, how a new one is begun (an incident, `nothing` or `paste`), and whether it is the removed ones. */
export interface PracticeSearch {
  show?: 'removed';
  text?: string;
  begin?: string;
}

export function practiceSearch(raw: Record<string, unknown>): PracticeSearch {
  const [text, begin] = [asText(raw['text']), asText(raw['begin'])];
  const isRemoved = raw['show'] === 'removed';
  return {
    ...(isRemoved ? { show: 'removed' } : {}),
    ...(text ? { text } : {}),
    ...(begin ? { begin } : {}),
  };
}

export const sides = ['evidence', 'material', 'questions', 'probes'] as const;
export type Side = (typeof sides)[number];

export interface StorySearch {
  at?: string;
  side?: Side;
}

export function storySearch(raw: Record<string, unknown>): StorySearch {
  const at = asText(raw['at']);
  const side = sides.find((one) => one === raw['side']);
  return { ...(at ? { at } : {}), ...(side ? { side } : {}) };
}
