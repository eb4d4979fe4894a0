import { ObservableValue } from './observable-value.ts';

/** How far a long paste has come, from 0 to 1; null when none is under way. */
export const pasteProgress = new ObservableValue<{ done: number; stop: () => void } | null>(null);
