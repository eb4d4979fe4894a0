import type { Factor } from '@debrief/contract';
import { Trash2 } from 'lucide-react';
import { IconButton, rowButtonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import type { OpenInvestigation } from '../use-investigation.ts';
import { linkWords } from '../words.ts';
import { listLinksAt } from './graph-navigation.ts';

interface FactorLinksProps {
  factor: Factor;
  investigation: OpenInvestigation;
  onShow: (id: string) => void;
  isEditing?: boolean;
}

export function FactorLinks({
  factor,
  investigation,
  onShow,
  isEditing = false,
}: FactorLinksProps) {
  const links = listLinksAt(investigation.links, factor.id);
  const findStatement = (id: string) =>
    investigation.findings?.find((finding) => finding.id === id)?.statement ?? 'another factor';
  return (
    <ul className="mt-1 space-y-0.5 text-xs leading-5 empty:hidden">
      {links.map(({ link, other, isForth }) => (
        <li key={link.id} className="flex items-start gap-1">
          <span className="shrink-0 text-ink-soft">
            {isForth ? linkWords[link.kind].forth : linkWords[link.kind].back}
          </span>
          <button
            type="button"
            onClick={() => onShow(other)}
            className={cx(rowButtonClass, 'min-w-0 flex-1 px-1')}
          >
            {findStatement(other)}
          </button>
          {isEditing && (
            <IconButton
              small
              label={`Remove the link to “${findStatement(other)}”`}
              icon={<Trash2 size={12} />}
              onClick={() => investigation.unlink(link)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
