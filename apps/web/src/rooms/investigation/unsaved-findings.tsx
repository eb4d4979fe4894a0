import { UnsavedBar } from '../../data/unsaved-bar.tsx';
import { compareVersions, mergeVersions } from '../../data/merge-versions.ts';
import { VersionChoice } from '../../ui/version-choice.tsx';
import { toCitationInputs } from '../evidence/cite/index.ts';
import type { FindingPlace } from './finding-place.ts';
import { findingFields, type FindingAsk } from './finding-writes.ts';
import { findLabel } from './fields.ts';
import { toForm, formText } from './form.ts';

const refusals: Record<FindingAsk['verb'], string> = {
  add: 'The finding could not be added',
  change: 'The change could not be saved',
  step: 'The step could not be saved',
  remove: 'The finding could not be removed',
  link: 'The factors could not be linked',
  unlink: 'The link could not be removed',
  'five-whys': 'The five whys could not be added',
};

function typedIn(ask: FindingAsk): string | null {
  if (ask.verb === 'remove') return ask.statement;
  if (ask.verb === 'five-whys') return ask.input.whys.join(' · ');
  if (ask.verb === 'link' || ask.verb === 'unlink') return null;
  return ask.verb === 'step' ? (ask.input.note ?? null) : ask.guess.statement;
}

export function UnsavedFindings({
  incident,
  investigation,
}: Pick<FindingPlace, 'incident' | 'investigation'>) {
  const { writes } = investigation;
  return (
    <UnsavedBar
      writes={writes}
      refusal={({ verb }) => refusals[verb]}
      typed={typedIn}
      renderConflict={({ key, ask }, theirs) => {
        if (ask.verb !== 'change') return null;
        const { base, guess: mine, input } = ask;
        const fields = findingFields(theirs);
        const versions = {
          mine: toForm(mine, incident.zone),
          theirs: toForm(theirs, incident.zone),
        };
        return (
          <VersionChoice
            what={theirs.type}
            by={theirs.updatedBy.name}
            comparison={compareVersions(fields, base, mine, theirs)}
            label={(name) => findLabel(theirs.type, name)}
            text={(name, side) => formText(name, versions[side])}
            onChoose={(keep) => {
              writes.drop(key);
              const wanted = mergeVersions(mine, theirs, keep);
              const given = Object.entries(input).filter(([name]) => keep.includes(name));
              if (keep.includes('citations')) given.push(['citations', toCitationInputs(wanted)]);
              void investigation.change(theirs, Object.fromEntries(given), wanted.citations);
            }}
          />
        );
      }}
    />
  );
}
