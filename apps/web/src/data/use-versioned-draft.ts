import { keepDraft, useDraft } from './draft.ts';
import {
  compareVersions,
  listChangedFields,
  mergeFields,
  type FieldSet,
} from './merge-versions.ts';

/** A form as typed, with the version of its object when typing started. */
export interface VersionedDraft<Form> {
  base: Form;
  version: number;
  form: Form;
}

/**
 * The draft of one object in a form: it survives a reload, and others' changes never overwrite it.
 * Changes to fields that are untouched here are applied; if both sides changed the same field, a
 * person decides. A new object has version 0.
 */
export function useVersionedDraft<Form extends object, Name extends string>(
  place: string,
  current: { form: Form; version: number },
  fields: FieldSet<Form, Name>,
) {
  const { form: now, version } = current;
  const [kept, keep, forget] = useDraft<VersionedDraft<Form> | null>(place, null);
  const draft = kept ?? { base: now, version, form: now };
  const isNewer = version > draft.version && draft.version > 0;
  const news = isNewer ? compareVersions(fields, draft.base, draft.form, now) : null;
  const conflict = news && news.both.length > 0 ? news : null;
  const applied = news && !conflict ? news : null;
  const form = applied ? mergeFields(fields, draft.form, now, applied.mine) : draft.form;
  const base = applied ? now : draft.base;
  const changed = listChangedFields(fields, base, form);
  return {
    form,
    base,
    changed,
    /** The version that a change of `base` is based on. */
    version: conflict ? draft.version : version,
    put: (values: Partial<Form>) =>
      keep({ base, version: conflict ? draft.version : version, form: { ...form, ...values } }),
    /** Which of others' changes were applied. */
    heard: applied?.theirs ?? [],
    /** Both versions, if a person must decide. */
    versions: conflict && { comparison: conflict, mine: draft.form, theirs: now },
    choose: (mine: readonly Name[]) =>
      keep({ base: now, version, form: mergeFields(fields, draft.form, now, mine) }),
    forget,
    /** Discards the draft and returns a function that restores it; null if nothing was typed. */
    discard: () => {
      forget();
      return kept && changed.some((name) => name !== 'citations')
        ? () => keepDraft(place, kept)
        : null;
    },
  };
}
