import { followUpFields as texts, type FollowUp } from '@debrief/contract';
import { compareVersions, mergeVersions, type Side } from '../../data/merge-versions.ts';
import { VersionChoice } from '../../ui/version-choice.tsx';
import { followUpFields, toForm, type FieldName, type FollowUpForm } from './form.ts';

interface FollowUpVersionsProps {
  base: FollowUpForm;
  mine: FollowUpForm;
  theirs: FollowUp;
  onChoose: (form: FollowUpForm) => void;
}

export function FollowUpVersions({ base, mine, theirs, onChoose }: FollowUpVersionsProps) {
  const forms = { mine, theirs: toForm(theirs) };
  const text = (name: FieldName, side: Side) =>
    name === 'owner' ? forms[side].ownerName || forms[side].owner : String(forms[side][name]);
  return (
    <VersionChoice
      what="follow-up"
      by={theirs.updatedBy.name}
      comparison={compareVersions(followUpFields, base, mine, forms.theirs)}
      label={(name: FieldName) => texts[name].label}
      text={text}
      onChoose={(keep) => onChoose(mergeForms(mine, forms.theirs, keep))}
    />
  );
}

/** Their form with these of my fields; a name goes with its owner. */
export function mergeForms(
  mine: FollowUpForm,
  theirs: FollowUpForm,
  keep: readonly FieldName[],
): FollowUpForm {
  return mergeVersions(mine, theirs, keep.includes('owner') ? [...keep, 'ownerName'] : keep);
}
