import type { Tag } from '@debrief/contract';
import { cx } from '../../ui/cx.ts';

interface TagTogglesProps {
  tags: readonly Tag[];
  /** Null: no answer yet, which is different from no tag. */
  chosen: readonly string[] | null;
  onChoose: (tagIds: readonly string[]) => void;
}

export function TagToggles({ tags, chosen, onChoose }: TagTogglesProps) {
  return (
    <div role="group" aria-label="Tags" className="flex flex-wrap gap-1.5">
      {tags.map(({ id, name, definition }) => {
        const isOn = chosen?.includes(id) === true;
        const next = isOn ? (chosen ?? []).filter((one) => one !== id) : [...(chosen ?? []), id];
        return (
          <Toggle
            key={id}
            label={name}
            title={definition}
            isOn={isOn}
            onToggle={() => onChoose(next)}
          />
        );
      })}
      <Toggle
        label="No tag"
        title="None of these tags applies"
        isOn={chosen?.length === 0}
        onToggle={() => onChoose([])}
      />
    </div>
  );
}

function Toggle({
  label,
  title,
  isOn,
  onToggle,
}: {
  label: string;
  title: string;
  isOn: boolean;
  onToggle: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      title={title}
      onClick={onToggle}
      className={cx(
        'min-h-7 rounded-md border px-2 text-sm pointer-coarse:min-h-11',
        isOn
          ? 'border-accent bg-accent-wash font-medium text-accent'
          : 'border-line-strong bg-sheet hover:bg-wash',
      )}
    >
      {label}
    </button>
  );
}
