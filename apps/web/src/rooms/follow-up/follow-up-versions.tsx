import { followUpFields as texts } from '@debrief/contract';
import type { Comparison } from '../../data/merge-versions.ts';
import { VersionChoice } from '../../ui/version-choice.tsx';
import type { FieldName, FollowUpForm } from './form.ts';

interface FollowUpVersionsProps {
  comparison: Comparison<FieldName>;
  mine: FollowUpForm;
  theirs: FollowUpForm;
  by: string;
  onChoose: (keep: FieldName[]) => void;
}

export function FollowUpVersions({ comparison, by, onChoose, ...forms }: FollowUpVersionsProps) {
  return (
    <VersionChoice
      what="follow-up"
      by={by}
      comparison={comparison}
      label={(name) => texts[name].label}
      text={(name, side) =>
        name === 'owner' ? forms[side].ownerName || forms[side].owner : String(forms[side][name])
      }
      onChoose={onChoose}
    />
  );
}
