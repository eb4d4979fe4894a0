import type { Finding } from '@debrief/contract';
import { compareVersions, mergeVersions } from '../../data/merge-versions.ts';
import { VersionChoice } from '../../ui/version-choice.tsx';
import { toCitationInputs } from '../evidence/cite/index.ts';
import { findLabel } from './fields.ts';
import type { FindingPlace } from './finding-place.ts';
import { hasSameValue, type FindingChange } from './finding-writes.ts';
import { formText, listFieldNames, toForm } from './form.ts';

interface FindingVersionsProps extends Pick<FindingPlace, 'incident' | 'investigation'> {
  ask: FindingChange;
  theirs: Finding;
  onChoose: () => void;
}

/** A change that conflicts with what others saved, for a person to decide. */
export function FindingVersions(props: FindingVersionsProps) {
  const { incident, investigation, ask, theirs, onChoose } = props;
  const { base, guess: mine, input } = ask;
  const fields = { names: listFieldNames(theirs.type), same: hasSameValue };
  const versions = { mine: toForm(mine, incident.zone), theirs: toForm(theirs, incident.zone) };
  return (
    <VersionChoice
      what={theirs.type}
      by={theirs.updatedBy.name}
      comparison={compareVersions<Finding, string>(fields, base, mine, theirs)}
      label={(name) => findLabel(theirs.type, name)}
      text={(name, side) => formText(name, versions[side])}
      onChoose={(keep) => {
        onChoose();
        const wanted = mergeVersions(mine, theirs, keep);
        const given = Object.entries(input).filter(([name]) => keep.includes(name));
        if (keep.includes('citations')) given.push(['citations', toCitationInputs(wanted)]);
        void investigation.change(theirs, Object.fromEntries(given), wanted.citations);
      }}
    />
  );
}
