import type { CommentTarget } from '@debrief/contract';
import { createContext, useContext } from 'react';

/** The panel's subject. `title` is its name on the screen. */
export interface Discussed {
  target: CommentTarget;
  title: string;
  /** The selected words of a section for a new comment. */
  quote?: string;
}

export interface QuoteFinder {
  has: (sectionId: string, quote: string) => boolean;
  show: (sectionId: string, quote: string) => void;
}

export interface Discussion {
  /** The number of comments in open threads of a target, by its key. */
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
