import { questions, type Question } from '@debrief/craft/story';
import { useSyncExternalStore } from 'react';

const key = 'debrief.own-questions';
const watchers = new Set<() => void>();
let kept: Question[] | null = null;

/** Questions of one's own, kept in this browser: they were written by `keepOwnQuestions` alone, so they have its shape. */
function read(): Question[] {
  try {
    kept ??= JSON.parse(localStorage.getItem(key) ?? '[]') as Question[];
  } catch {
    kept = [];
  }
  return kept;
}

/** Adds questions, or puts them in the place of those with the same text. */
export function keepOwnQuestions(added: readonly Question[]): void {
  const texts = new Set(added.map((one) => one.text));
  const others = read().filter((one) => !texts.has(one.text));
  const stamp = added.map((one, index) => ({ ...one, id: `own-${others.length + index + 1}-${one.text.length}` }));
  set([...others, ...stamp]);
}

export function removeOwnQuestions(): void {
  set([]);
}

function set(next: Question[]): void {
  kept = next;
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Storage is full or blocked: the questions then live as long as the page.
  }
  for (const watcher of watchers) watcher();
}

/** The whole bank: one's own questions first, then those that come with Debrief. */
export function useBank(): { own: readonly Question[]; all: readonly Question[] } {
  const own = useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, read);
  return { own, all: [...own, ...questions] };
}
