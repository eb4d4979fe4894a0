import type { Routes } from '@debrief/contract';
import { askAgain, keepNote, listKeptNotes, listLensNotes } from '@debrief/core/lens';
import type { Handlers } from '../handler.ts';

export const lensHandlers: Handlers<Routes['lens']> = {
  notes: listLensNotes,
  kept: listKeptNotes,
  keep: keepNote,
  askAgain,
};
