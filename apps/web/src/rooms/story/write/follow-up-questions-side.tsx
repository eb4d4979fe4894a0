import type { StoryPart } from '@debrief/contract';
import type { FollowUpQuestion } from '@debrief/prose/story';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../data/draft.ts';
import { Checkbox, TextArea } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import { focusSide } from './focus-side.ts';
import type { SideProps } from './side-panel.tsx';

const partOfTopic: Record<FollowUpQuestion['topic'], StoryPart> = {
  signal: 'situation',
  hypothesis: 'action',
  decision: 'action',
  action: 'action',
  result: 'result',
  prevention: 'result',
  learning: 'learning',
  people: 'action',
  scale: 'result',
  adjacent: 'learning',
  system: 'situation',
};

/**
 * What an interviewer would ask next: first about gaps in this story, then standard questions. An
 * answer becomes a sentence.
 */
export function FollowUpQuestionsSide({ checks, story, verbs }: SideProps) {
  const answered = new Map(
    story.claims.flatMap((claim) =>
      claim.followUpQuestion === null ? [] : [[claim.followUpQuestion, claim] as const],
    ),
  );
  const [gaps, always] = [
    checks.followUpQuestions.filter((one) => one.gap !== null),
    checks.followUpQuestions.filter((one) => one.gap === null),
  ];
  const renderQuestions = (found: readonly FollowUpQuestion[]) =>
    found.map((followUpQuestion) => {
      const claim = answered.get(followUpQuestion.id);
      return (
        <li key={followUpQuestion.id} className="border-l-2 border-line-strong pl-3">
          <p className="font-medium">{followUpQuestion.question}</p>
          {followUpQuestion.gap && <p className="text-sm text-ink-soft">{followUpQuestion.gap}</p>}
          {claim ? (
            <Button small look="quiet" className="mt-1" onClick={() => verbs.goTo(claim.id)}>
              Answered: show sentence
            </Button>
          ) : (
            story.can.change && (
              <Answer storyId={story.id} followUpQuestion={followUpQuestion} add={verbs.add} />
            )
          )}
        </li>
      );
    });
  return (
    <>
      <h3 className="mb-2 text-sm font-semibold">From gaps in this story</h3>
      {gaps.length === 0 ? (
        <p className="text-sm text-ink-soft">No gaps found.</p>
      ) : (
        <ul aria-label="Follow-up questions from gaps" className="flex flex-col gap-4">
          {renderQuestions(gaps)}
        </ul>
      )}
      <h3 className="mt-6 mb-2 text-sm font-semibold">For every story</h3>
      <ul aria-label="Follow-up questions for every story" className="flex flex-col gap-4">
        {renderQuestions(always)}
      </ul>
    </>
  );
}

function Answer({
  storyId,
  followUpQuestion,
  add,
}: {
  storyId: string;
  followUpQuestion: FollowUpQuestion;
  add: SideProps['verbs']['add'];
}) {
  const [text, setText, forget] = useDraft(
    `story.${storyId}.follow-up-question.${followUpQuestion.id}`,
    '',
  );
  const [isOpen, setOpen] = useState(text !== '');
  const [isRecollection, setRecollection] = useState(true);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  if (!isOpen)
    return (
      <Button small className="mt-1" onClick={() => setOpen(true)}>
        Answer
      </Button>
    );
  const close = () => (focusSide(), setOpen(false));
  const save = async () => {
    setSaving(true);
    try {
      await add({
        part: partOfTopic[followUpQuestion.topic],
        text,
        followUpQuestion: followUpQuestion.id,
        isRecollection,
      });
      forget();
      focusSide();
    } catch (error) {
      setProblem(error);
      setSaving(false);
    }
  };
  return (
    <form
      aria-label={followUpQuestion.question}
      className="mt-1 flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !isSaving) void save();
      }}
    >
      <TextArea
        label="Your answer, as a sentence in the story"
        hideLabel
        autoFocus
        rows={2}
        value={text}
        placeholder="Your answer, as a sentence in the story"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
          if (event.key !== 'Escape') return;
          event.preventDefault();
          close();
        }}
      />
      <Checkbox
        label="From memory"
        checked={isRecollection}
        onChange={(event) => setRecollection(event.target.checked)}
      />
      <ProblemNote error={problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          small
          look="primary"
          isBusy={isSaving}
          disabled={text.trim() === ''}
          keys="mod+enter"
        >
          Add to story
        </Button>
        <Button small look="quiet" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
