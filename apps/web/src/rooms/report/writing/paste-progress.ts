import { ObservableValue } from './observable-value.ts';

/** The progress of a long paste, from 0 to 1; null if there is none. */
export const pasteProgress = new ObservableValue<{ done: number; stop: () => void } | null>(null);
