import type { CommentTarget } from '@debrief/contract';
import { createContext, useContext } from 'react';

/** What the panel is about. `title` is what the screen calls it. */
export interface Discussed {
  target: CommentTarget;
  title: string;
  /** The selected words of a section that a new comment is about. */
  quote?: string;
}

export interface QuoteFinder {
  has: (sectionId: string, quote: string) => boolean;
  show: (sectionId: string, quote: string) => void;
}

export interface Discussion {
  /** How many comments the open threads of a target have, by its key. */
  counts: ReadonlyMap<string, number>;
  canAdd: boolean;
  open: (discussed: Discussed) => void;
  /** Finds quoted words in the draft report while it is on screen. */
  quotes: QuoteFinder | null;
  setQuotes: (finder: QuoteFinder | null) => void;
}

export const DiscussionContext = createContext<Discussion>({
  counts: new Map(),
  canAdd: false,
  open: () => undefined,
  quotes: null,
  setQuotes: () => undefined,
});

export function useDiscussion(): Discussion {
  return useContext(DiscussionContext);
}
