import type { Finding } from '@debrief/contract';
import { useState } from 'react';
import { listChangedFields, compareVersions } from '../../data/merge-versions.ts';
import { keepDraft, useDraft } from '../../data/draft.ts';
import { mergeForms, formFields, toForm, listFieldNames, readForm, type Form } from './form.ts';

export interface FindingDraft {
  base: Form;
  version: number;
  form: Form;
}

export function draftPlace(ref: string, findingId: string): string {
  return `${ref}.finding.${findingId}`;
}

/** The draft of one finding: it survives a reload, and others' changes never overwrite it. */
export function useFindingDraft(
  finding: Finding,
  { place, zone, isNew }: { place: string; zone: string; isNew: boolean },
) {
  const [kept, keep, forget] = useDraft<FindingDraft | null>(place, null);
  const [isTried, setTried] = useState(false);
  const now = toForm(finding, zone);
  const draft = kept ?? { base: now, version: finding.version, form: now };
  const fields = formFields(finding.type);
  const hasNews = finding.version > draft.version && draft.version > 0;
  const news = hasNews ? compareVersions(fields, draft.base, draft.form, now) : null;
  const isConflict = (news?.both.length ?? 0) > 0;
  // Changes to fields that are untouched here are applied; if both sides changed the same field, a
  // person decides.
  const form = news && !isConflict ? mergeForms(draft.form, now, news.mine) : draft.form;
  const base = news && !isConflict ? now : draft.base;
  const changed = listChangedFields(fields, base, form);
  const read = readForm(finding.type, form, isNew ? listFieldNames(finding.type) : changed, zone);
  const put = (next: Form) =>
    keep({ base, version: isConflict ? draft.version : finding.version, form: next });
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
    /** Which of others' changes were applied. */
    heard: news && !isConflict ? news.theirs : [],
    /** Both versions, if a person must decide. */
    versions: isConflict && news ? { comparison: news, mine: draft.form, theirs: now } : null,
    choose: (mine: readonly string[]) =>
      keep({ base: now, version: finding.version, form: mergeForms(draft.form, now, mine) }),
    forget,
    /**
     * Discards the draft of a new finding and returns a function that restores it, or null if
     * nothing was typed.
     */
    discard: () => {
      const typed = listChangedFields(fields, base, form).some((name) => name !== 'citations');
      forget();
      return typed && kept ? () => keepDraft(place, kept) : null;
    },
  };
}
