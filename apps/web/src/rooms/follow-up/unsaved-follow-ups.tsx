import { UnsavedBar } from '../../data/unsaved-bar.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { FollowUpVersions } from './follow-up-versions.tsx';
import type { FollowUpAsk } from './follow-up-writes.ts';
import { toForm } from './form.ts';
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
      renderConflict={({ key, ask }, theirs) =>
        ask.verb === 'change' && (
          <FollowUpVersions
            base={ask.base}
            mine={ask.guess}
            theirs={theirs}
            onChoose={(form) => {
              writes.drop(key);
              change(theirs.id, theirs.version, toForm(theirs), form).catch(showProblem);
            }}
          />
        )
      }
    />
  );
}
