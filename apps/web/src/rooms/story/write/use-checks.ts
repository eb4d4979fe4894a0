import type { Finding, Story } from '@debrief/contract';
import {
  checkStory,
  loadGrammar,
  toAnswerKey,
  findFollowUpQuestions,
  buildStoryText,
  type Checked,
  type CheckFinding,
  type ClaimEvidence,
  type Grammar,
  type FollowUpQuestion,
  type StoryGraph,
} from '@debrief/prose/story';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { queries } from '../../../data/queries.ts';
import { partWords } from '../words.ts';
import type { Line } from './lines.ts';
import type { Lines } from './use-lines.ts';

export interface WriterQuestion extends CheckFinding {
  lineId: string | null;
  meantAs: string;
  key: string;
}

export interface Checks {
  /**
   * The grammar is still loading: without it some questions are missing, and the list would shift
   * when it arrives.
   */
  isReading: boolean;
  asked: WriterQuestion[];
  meant: WriterQuestion[];
  checked: Checked;
  followUpQuestions: FollowUpQuestion[];
  setMeant: (one: WriterQuestion, isMeant: boolean) => void;
}

/**
 * Which people in the record the user is, and which evidence is theirs (`evidence:id`); null until
 * all of it is read.
 */
export interface Own {
  me: readonly string[];
  mine: ReadonlySet<string> | null;
}

/**
 * The checks of a story run in the browser, shortly after the last keystroke; dismissals are stored
 * with the story.
 */
export function useChecks(story: Story, room: Lines, { me, mine }: Own): Checks {
  const grammar = useQuery({
    queryKey: ['grammar'],
    queryFn: loadGrammar,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const ref = story.incident?.ref ?? '';
  const people = useQuery({ ...queries.people(ref), enabled: ref !== '' });
  const investigation = useQuery({ ...queries.investigation(ref), enabled: ref !== '' });
  const lines = useDeferredValue(room.lines);
  const told = useMemo(() => lines.filter((line) => line.text.trim() !== ''), [lines]);
  const others = useMemo(
    () =>
      people.data?.participants
        .filter((one) => !one.isBot && !me.includes(one.personId))
        .map((one) => one.name),
    [people.data, me],
  );
  const [checked, asked] = useMemo(() => {
    const text = buildStoryText(
      told.map((line) => ({ part: partWords[line.part].letter, text: line.text })),
    );
    const checked = checkStory(text, {
      grammar: orNull(grammar.data),
      otherParticipants: others?.length ?? null,
      evidence: told.map((line) => toClaimEvidence(line, mine)),
      names: { people: others ?? [] },
    });
    return [checked, checked.findings.map((one): WriterQuestion => withLine(one, told))];
  }, [told, grammar.data, others, mine]);
  const found = useMemo(
    () =>
      findFollowUpQuestions(
        buildStoryText(
          told.map((line) => ({ part: partWords[line.part].letter, text: line.text })),
        ),
        {
          grammar: orNull(grammar.data),
          graph: toStoryGraph(investigation.data?.findings, others?.length),
        },
      ),
    [told, grammar.data, investigation.data, others],
  );
  const claims = new Map(story.claims.map((claim) => [claim.id, claim]));
  const isMeant = ({ lineId, meantAs }: WriterQuestion) =>
    (lineId === null ? story.meant : (claims.get(lineId)?.meant ?? [])).includes(meantAs);
  return {
    isReading: grammar.isLoading,
    checked,
    followUpQuestions: found,
    asked: asked.filter((one) => !isMeant(one)),
    meant: asked.filter(isMeant),
    setMeant: ({ lineId, meantAs }, isMeant) => room.setMeant(lineId, meantAs, isMeant),
  };
}

function orNull(loaded: Grammar | undefined): Grammar | null {
  return loaded ?? null;
}

function withLine(finding: CheckFinding, told: readonly Line[]): WriterQuestion {
  const lineId = finding.claim === null ? null : (told[finding.claim]?.id ?? null);
  const name = toAnswerKey(finding);
  return { ...finding, lineId, meantAs: name, key: `${name} ${lineId ?? ''}` };
}

/** Whose evidence a sentence cites; unknown until all of the user's own evidence is read. */
function toClaimEvidence({ claim, fresh }: Line, mine: ReadonlySet<string> | null): ClaimEvidence {
  const cited =
    claim?.citations.filter((one) => one.state === 'visible' && one.target === 'evidence') ?? [];
  const byMe =
    mine === null ? 0 : cited.filter((one) => mine.has(`${one.target}:${one.targetId}`)).length;
  const grade = claim?.grade ?? ((fresh?.citations.length ?? 0) > 0 ? 'documented' : 'no-evidence');
  return { grade, byMe, byOthers: mine === null ? 0 : cited.length - byMe };
}

/** The evidence behind the story, for questions about its gaps. */
function toStoryGraph(
  findings: readonly Finding[] | undefined,
  otherParticipants: number | undefined,
): StoryGraph {
  if (!findings) return otherParticipants === undefined ? {} : { otherParticipants };
  const hypotheses = findings.filter((one) => one.type === 'hypothesis');
  const decisions = findings.filter((one) => one.type === 'decision');
  return {
    hypotheses: hypotheses.length,
    ruledOut: hypotheses.filter((one) => one.status === 'ruled-out').length,
    decisions: decisions.length,
    decisionsWithOptions: decisions.filter((one) => one.options.length > 1).length,
    ...(otherParticipants === undefined ? {} : { otherParticipants }),
  };
}
