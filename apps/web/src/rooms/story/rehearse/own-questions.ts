import type { AddedQuestions, AddQuestions, StoryQuestion } from '@debrief/contract';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { showToast } from '../../../ui/toast.tsx';

async function readAgain(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: storyQueries.storyQuestions().queryKey });
}

export async function addQuestions(given: AddQuestions): Promise<AddedQuestions> {
  const answer = await api.story.addQuestions(given);
  await readAgain();
  return answer;
}

export async function removeQuestion({ id, isMine: _, ...question }: StoryQuestion): Promise<void> {
  await api.story.removeQuestion({ questionId: id });
  await readAgain();
  showToast({
    title: 'Question removed',
    detail: question.text,
    // JSON is also YAML.
    undo: () => addQuestions({ format: 'yaml', text: JSON.stringify([question]), questionId: id }),
  });
}
