import type { Target } from './route-target.ts';

/** Occurs only in the private incident: none of it may be in any response to an outsider. */
export const secretWord = 'zephyrium';

export interface Given {
  open: string;
  openEvent: { id: string; version: number };
  accountId: string;
  /** A tag of the codebook, which everyone sees; items of the private incident have it. */
  tagId: string;
}

export type Inputs = (target: Target, given: Given) => Record<string, unknown>[];

export const of =
  (more: (target: Target) => Record<string, unknown> = () => ({})): Inputs =>
  (target) =>
    [target.incident, target.incidentId].map((incident) => ({ incident, ...more(target) }));
export const noInputs: Inputs = () => [];
