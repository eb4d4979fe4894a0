import type { FollowUpQuestion } from '@debrief/contract';
import { describeRule } from '@debrief/prose/follow-up';
import { NoteList } from '../lens/index.tsx';

interface QuestionsProps {
  questions: readonly FollowUpQuestion[];
  onMeant?: (rule: string) => void;
}

/** Questions about a follow-up: those about its words, and what it lacks. */
export function Questions({ questions, onMeant }: QuestionsProps) {
  const notes = questions.map((one) => ({
    id: `${one.rule} ${one.field}`,
    quoted: one.quoted,
    question: one.question,
    source: one.source,
    ...describeRule(one.rule),
  }));
  const keep = (id: string) => onMeant?.(id.split(' ')[0] ?? '');
  return <NoteList notes={notes} onKeep={onMeant && keep} />;
}
