import type { ReactNode } from 'react';
import { cx } from '../../../ui/cx.ts';

interface Props {
  group: string;
  isChosen: boolean;
  incident: { ref: string; title: string };
  onChoose: (ref: string) => void;
  children?: ReactNode;
}

export function IncidentOption({
  group,
  isChosen,
  incident: { ref, title },
  onChoose,
  children,
}: Props) {
  return (
    <label
      className={cx(
        'flex cursor-pointer items-start gap-2 border-b border-line px-2.5 py-1.5 text-sm last:border-b-0',
        isChosen ? 'bg-accent-wash' : 'hover:bg-wash',
      )}
    >
      <input
        type="radio"
        name={group}
        checked={isChosen}
        onChange={() => onChoose(ref)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="tabular mr-1.5 text-xs text-ink-soft">{ref}</span>
        <span className="wrap-anywhere">{title}</span>
        {children && <span className="block text-xs text-ink-soft">{children}</span>}
      </span>
    </label>
  );
}
