import { type FindingType, findingTypes } from '@debrief/contract';
import { rowButtonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { findingKeys, findingLooks, FindingShape } from '../../ui/finding-shape.tsx';

export function NewDialog({
  onChoose,
  onClose,
}: {
  onChoose: (type: FindingType) => void;
  onClose: () => void;
}) {
  const press = (key: string) => {
    const type = findingTypes.find((one) => findingKeys[one] === key);
    if (type) onChoose(type);
    return type !== undefined;
  };
  return (
    <Dialog isOpen onClose={onClose} title="Add finding">
      <ul
        className="-mx-2"
        onKeyDown={(event) =>
          !event.metaKey &&
          !event.ctrlKey &&
          press(`${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`) &&
          event.preventDefault()
        }
      >
        {findingTypes.map((type) => (
          <li key={type}>
            <button
              type="button"
              autoFocus={type === 'hypothesis'}
              onClick={() => onChoose(type)}
              className={cx(rowButtonClass, 'flex min-h-10 w-full items-center gap-3 px-2 py-1.5')}
            >
              <FindingShape type={type} size={16} />
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-medium">{findingLooks[type].label}</span>
                <span className="block truncate text-xs text-ink-soft">
                  {findingLooks[type].example}
                </span>
              </span>
              <Kbd keys={findingKeys[type]} />
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
