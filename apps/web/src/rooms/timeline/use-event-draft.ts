import type { TimelineEvent } from '@debrief/contract';
import { useEffect, useEffectEvent, useState } from 'react';
import { useDraft } from '../../data/draft.ts';
import { uniqueCitations } from '../evidence/cite/index.ts';
import { mergeVersions, type Comparison } from '../../data/merge-versions.ts';
import { pickEventFields, type FieldName, type Fields } from './event-fields.ts';
import { useDesk } from './desk.ts';
import {
  toDraft,
  isTouched,
  findConflicts,
  rebaseDraft,
  readDraft,
  type EventDraft,
} from './event-draft.ts';

/** The draft of one event: it survives a reload, and others' changes never overwrite it. */
export function useEventDraft(event: TimelineEvent, place: string) {
  const desk = useDesk();
  const { zone, ref } = desk.incident;
  const [kept, keep, forget] = useDraft<EventDraft | null>(`${ref}.event.${place}`, null);
  const [heard, setHeard] = useState<Comparison<FieldName> | null>(null);
  const draft = kept ?? toDraft(event, zone);
  const news = findConflicts(draft, event, zone);
  const mustChoose = (news?.both.length ?? 0) > 0;

  // Changes to fields that are untouched here are applied, with a message; if both sides changed
  // the same field, a person decides.
  const quiet = news !== null && !mustChoose ? event.version : null;
  const takeOver = useEffectEvent(() => {
    if (kept === null || news === null) return;
    if (news.theirs.length > 0) setHeard(news);
    const mine = readDraft(kept, zone).fields ?? kept.fields;
    const next = rebaseDraft(event, mergeVersions(mine, pickEventFields(event), news.mine), zone);
    const typed = {
      ...(news.theirs.includes('at') ? {} : { at: kept.at }),
      ...(news.theirs.includes('until') ? {} : { until: kept.until }),
    };
    keep({ ...next, ...typed });
  });
  useEffect(() => {
    if (quiet !== null) takeOver();
  }, [quiet]);

  const change = (fields: Partial<Fields>) =>
    keep({ ...draft, fields: { ...draft.fields, ...fields } });
  useEffect(() => {
    const { citeInto } = desk;
    citeInto.current = (citations) =>
      change({ citations: uniqueCitations([...draft.fields.citations, ...citations]) });
    return () => {
      citeInto.current = null;
    };
  });
  return {
    draft,
    zone,
    isTouched: isTouched(draft, zone),
    read: readDraft(draft, zone),
    /** What others changed in fields that are untouched here. */
    heard,
    /** Both versions, if a person must decide. */
    versions: mustChoose
      ? { base: draft.base, mine: readDraft(draft, zone).fields ?? draft.fields, theirs: event }
      : null,
    choose: (fields: Fields) => keep(rebaseDraft(event, fields, zone)),
    change,
    type: (typed: Partial<Pick<EventDraft, 'at' | 'until'>>) => keep({ ...draft, ...typed }),
    forget,
  };
}
