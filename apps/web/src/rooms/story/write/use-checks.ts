import type { Entry, Story } from '@debrief/contract';
import {
  checkStory,
  loadGrammar,
  probes,
  storyOfClaims,
  type Checked,
  type ClaimEvidence,
  type Finding,
  type Grammar,
  type Probe,
  type StoryGraph,
} from '@debrief/craft/story';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { queries } from '../../../queries.ts';
import { partWords } from '../words.ts';
import type { Line } from './lines.ts';

/** A question of a check, with the sentence that it names. */
export interface Asked extends Finding {
  lineId: string | null;
  key: string;
}

export interface Checks {
  asked: Asked[];
  meant: Asked[];
  checked: Checked;
  probes: Probe[];
  setMeant: (key: string, isMeant: boolean) => void;
}

function readMeant(place: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** Which persons of the record I am, and what of it is mine (`evidence:id`); null where not all of it was read. */
export interface Own {
  me: readonly string[];
  mine: ReadonlySet<string> | null;
}

/** The checks of a story, in the browser, a moment after the last key. What was meant stays dismissed on this computer. */
export function useChecks(story: Story, shown: readonly Line[], { me, mine }: Own): Checks {
  const grammar = useQuery({ queryKey: ['grammar'], queryFn: loadGrammar, staleTime: Infinity, gcTime: Infinity });
  const ref = story.incident?.ref ?? '';
  const people = useQuery({ ...queries.people(ref), enabled: ref !== '' });
  const inquiry = useQuery({ ...queries.inquiry(ref), enabled: ref !== '' });
  const lines = useDeferredValue(shown);
  const told = useMemo(() => lines.filter((line) => line.text.trim() !== ''), [lines]);
  const others = useMemo(() => people.data?.participants.filter((one) => !one.isBot && !me.includes(one.personId)).map((one) => one.name), [people.data, me]);
  const [checked, asked] = useMemo(() => {
    const text = storyOfClaims(told.map((line) => ({ part: partWords[line.part].letter, text: line.text })));
    const checked = checkStory(text, {
      grammar: grammarOf(grammar.data),
      otherParticipants: others?.length ?? null,
      evidence: told.map((line) => evidenceOf(line, mine)),
      names: { people: others ?? [] },
    });
    return [checked, checked.findings.map((one): Asked => withLine(one, told))];
  }, [told, grammar.data, others, mine]);
  const found = useMemo(
    () =>
      probes(storyOfClaims(told.map((line) => ({ part: partWords[line.part].letter, text: line.text }))), {
        grammar: grammarOf(grammar.data),
        graph: graphOf(inquiry.data?.entries, others?.length),
      }),
    [told, grammar.data, inquiry.data, others],
  );
  const place = `debrief.story.meant.${story.id}`;
  const [meant, setMeantKeys] = useState(() => readMeant(place));
  return {
    checked,
    probes: found,
    asked: asked.filter((one) => !meant.includes(one.key)),
    meant: asked.filter((one) => meant.includes(one.key)),
    setMeant: (key, isMeant) => {
      const next = isMeant ? [...meant, key] : meant.filter((one) => one !== key);
      setMeantKeys(next);
      localStorage.setItem(place, JSON.stringify(next));
    },
  };
}

function grammarOf(loaded: Grammar | undefined): Grammar | null {
  return loaded ?? null;
}

function withLine(finding: Finding, told: readonly Line[]): Asked {
  const lineId = finding.claim === null ? null : (told[finding.claim]?.id ?? null);
  return { ...finding, lineId, key: `${finding.rule}:${lineId ?? (finding.claim === null ? finding.why : '')}` };
}

/** Whose what it cites is; nothing is said of that where not all that is mine was read. */
function evidenceOf({ claim, fresh }: Line, mine: ReadonlySet<string> | null): ClaimEvidence {
  const cited = claim?.citations.filter((one) => one.state === 'visible') ?? [];
  const byMe = mine === null ? 0 : cited.filter((one) => mine.has(`${one.target}:${one.targetId}`)).length;
  const grade = claim?.grade ?? ((fresh?.citations.length ?? 0) > 0 ? 'E3' : 'E0');
  return { grade, byMe, byOthers: mine === null ? 0 : cited.length - byMe };
}

/** What the record holds behind the story, for the questions that come from its gaps. */
function graphOf(entries: readonly Entry[] | undefined, otherParticipants: number | undefined): StoryGraph {
  if (!entries) return otherParticipants === undefined ? {} : { otherParticipants };
  const hypotheses = entries.filter((one) => one.type === 'hypothesis');
  const decisions = entries.filter((one) => one.type === 'decision');
  return {
    hypotheses: hypotheses.length,
    ruledOut: hypotheses.filter((one) => one.status === 'ruled-out').length,
    decisions: decisions.length,
    decisionsWithOptions: decisions.filter((one) => one.options.length > 1).length,
    ...(otherParticipants === undefined ? {} : { otherParticipants }),
  };
}
