import type { Citation, Finding, FindingType, Incident } from '@debrief/contract';
import { createContext, use, type RefObject } from 'react';
import { focusSoon } from '../../ui/focus-soon.ts';
import type { FindingPlace } from '../investigation/index.ts';
import type { RequestContext } from './event-requests.ts';
import type { DeskPatch, DeskSearch } from './desk-search.ts';
import type { EventRequest } from './event-requests.ts';
import type { OpenTimeline } from './use-timeline.ts';

export interface Desk {
  incident: Incident;
  timeline: OpenTimeline;
  search: DeskSearch;
  setSearch: (patch: DeskPatch) => void;
  numbers: ReadonlyMap<string, number>;
  people: readonly { personId: string; name: string }[];
  personName: (id: string) => string;
  asker: () => RequestContext;
  /** Requests a change: the screen shows it at once, and offers to undo it. */
  ask: (ask: EventRequest | null, said: string | null) => void;
  undo: () => void;
  showItem: (itemId: string) => void;
  edit: (id: string | null, isStepping?: boolean) => void;
  place: FindingPlace;
  blankFinding: (type: FindingType) => Finding;
  /** Where `c` adds citations while an editor is open. */
  citeInto: RefObject<((citations: readonly Citation[]) => void) | null>;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('This component is used outside of the desk');
  return desk;
}

/** The id by which a row is focused. */
export function eventRowId(eventId: string): string {
  return `event-${eventId}`;
}

export function focusRecord(): void {
  focusSoon(() => document.querySelector<HTMLElement>('[role="grid"][aria-label="Record"]'), {
    preventScroll: true,
  });
}

export function focusEvent(eventId: string): void {
  focusSoon(() => document.getElementById(eventRowId(eventId)));
}
