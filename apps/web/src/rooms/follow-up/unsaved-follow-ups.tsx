import { UnsavedBar } from '../../data/unsaved-bar.tsx';
import { compareVersions, mergeFields } from '../../data/merge-versions.ts';
import { showProblem } from '../../ui/toast.tsx';
import { FollowUpVersions } from './follow-up-versions.tsx';
import type { FollowUpAsk } from './follow-up-writes.ts';
import { followUpFields, toForm } from './form.ts';
import type { OpenFollowUps } from './use-follow-ups.ts';

const refusals: Record<FollowUpAsk['verb'], string> = {
  add: 'The follow-up could not be added',
  change: 'The change could not be saved',
  move: 'The status could not be changed',
  remove: 'The follow-up could not be removed',
};

function typedIn(ask: FollowUpAsk): string {
  if (ask.verb === 'add') return ask.input.text;
  return ask.verb === 'change' ? ask.guess.text : ask.text;
}

export function UnsavedFollowUps({ writes, change }: OpenFollowUps) {
  return (
    <UnsavedBar
      writes={writes}
      refusal={({ verb }) => refusals[verb]}
      typed={typedIn}
      renderConflict={({ key, ask }, saved) => {
        if (ask.verb !== 'change') return null;
        const { base, guess: mine } = ask;
        const theirs = toForm(saved);
        return (
          <FollowUpVersions
            comparison={compareVersions(followUpFields, base, mine, theirs)}
            mine={mine}
            theirs={theirs}
            by={saved.updatedBy.name}
            onChoose={(keep) => {
              writes.drop(key);
              const form = mergeFields(followUpFields, mine, theirs, keep);
              change(saved.id, saved.version, theirs, form).catch(showProblem);
            }}
          />
        );
      }}
    />
  );
}
