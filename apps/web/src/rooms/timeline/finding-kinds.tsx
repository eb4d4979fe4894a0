import { type Finding, type FindingType, findingTypes } from '@debrief/contract';
import { cx } from '../../ui/cx.ts';
import { findingLooks, FindingShape } from '../../ui/finding-shape.tsx';
import { toggledKinds } from './rows.ts';

interface FindingKindsProps {
  findings: readonly Finding[];
  shown: readonly FindingType[];
  onShow: (text: string | undefined) => void;
}

/** Selects which kinds of findings are shown among the events. */
export function FindingKinds({ findings, shown, onShow }: FindingKindsProps) {
  const counted = findingTypes
    .map((type) => ({ type, count: findings.filter((finding) => finding.type === type).length }))
    .filter(({ count }) => count > 0);
  if (counted.length === 0) return null;
  return (
    <div
      role="group"
      aria-label="Findings among the events"
      className="flex flex-wrap gap-1 border-b border-line px-3 py-1"
    >
      {counted.map(({ type, count }) => (
        <button
          key={type}
          type="button"
          aria-pressed={shown.includes(type)}
          onClick={() => onShow(toggledKinds(shown, type))}
          className={cx(
            'flex min-h-6 items-center gap-1.5 rounded-sm px-1 text-2xs whitespace-nowrap',
            shown.includes(type)
              ? 'bg-accent-wash font-medium text-ink'
              : 'text-ink-soft hover:text-ink',
          )}
        >
          <FindingShape type={type} size={12} />
          {findingLooks[type].many} <span className="tabular text-ink-faint">{count}</span>
        </button>
      ))}
    </div>
  );
}
