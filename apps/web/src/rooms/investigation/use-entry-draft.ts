import type { Entry } from '@debrief/contract';
import { useState } from 'react';
import { changedFields, compareVersions } from '../../data/merge-versions.ts';
import { keepDraft, useDraft } from '../../data/draft.ts';
import { combinedForm, formFields, toForm, listFieldNames, readForm, type Form } from './form.ts';

export interface EntryDraft {
  base: Form;
  version: number;
  form: Form;
}

export function draftPlace(ref: string, entryId: string): string {
  return `${ref}.entry.${entryId}`;
}

/** The draft of one entry: kept through a reload, and never written over when others change the entry meanwhile. */
export function useEntryDraft(
  entry: Entry,
  { place, zone, isNew }: { place: string; zone: string; isNew: boolean },
) {
  const [kept, keep, forget] = useDraft<EntryDraft | null>(place, null);
  const [isTried, setTried] = useState(false);
  const now = toForm(entry, zone);
  const draft = kept ?? { base: now, version: entry.version, form: now };
  const fields = formFields(entry.type);
  const hasNews = entry.version > draft.version && draft.version > 0;
  const news = hasNews ? compareVersions(fields, draft.base, draft.form, now) : null;
  const isConflict = (news?.both.length ?? 0) > 0;
  // News of fields that were left alone here is taken over; where both changed the same, a person chooses.
  const form = news && !isConflict ? combinedForm(draft.form, now, news.mine) : draft.form;
  const base = news && !isConflict ? now : draft.base;
  const changed = changedFields(fields, base, form);
  const read = readForm(entry.type, form, isNew ? listFieldNames(entry.type) : changed, zone);
  const put = (next: Form) =>
    keep({ base, version: isConflict ? draft.version : entry.version, form: next });
  return {
    form,
    changed,
    given: read.given,
    problems: new Map(
      Object.entries(read.problems).filter(([name]) => isTried || name !== 'statement'),
    ),
    isSound: Object.keys(read.problems).length === 0,
    try: () => setTried(true),
    type: (name: string, text: string) => put({ ...form, text: { ...form.text, [name]: text } }),
    cite: (citations: Form['citations']) => put({ ...form, citations }),
    /** Which fields others changed and were taken over. */
    heard: news && !isConflict ? news.theirs : [],
    /** Both versions, where a person must choose. */
    versions: isConflict && news ? { comparison: news, mine: draft.form, theirs: now } : null,
    choose: (mine: readonly string[]) =>
      keep({ base: now, version: entry.version, form: combinedForm(draft.form, now, mine) }),
    forget,
    /** Forgets the draft of a new entry and returns what brings it back, or null if nothing was typed. */
    discard: () => {
      const typed = changedFields(fields, base, form).some((name) => name !== 'citations');
      forget();
      return typed && kept ? () => keepDraft(place, kept) : null;
    },
  };
}
