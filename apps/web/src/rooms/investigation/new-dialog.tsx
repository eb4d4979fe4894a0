import { EntryType } from '@debrief/contract';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { entryKeys, entryLooks, EntryShape } from '../../ui/entry-shape.tsx';

/** What kind of entry to write down: by its own key, or by choosing. */
export function NewDialog({
  onChoose,
  onClose,
}: {
  onChoose: (type: EntryType) => void;
  onClose: () => void;
}) {
  const press = (key: string) => {
    const type = EntryType.options.find((one) => entryKeys[one] === key.toLowerCase());
    if (type) onChoose(type);
    return type !== undefined;
  };
  return (
    <Dialog isOpen onClose={onClose} title="Add finding">
      <ul
        className="-mx-2"
        onKeyDown={(event) =>
          !event.metaKey && !event.ctrlKey && press(event.key) && event.preventDefault()
        }
      >
        {EntryType.options.map((type) => (
          <li key={type}>
            <button
              type="button"
              autoFocus={type === 'hypothesis'}
              onClick={() => onChoose(type)}
              className="flex min-h-10 w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-wash"
            >
              <EntryShape type={type} size={16} />
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-medium">{entryLooks[type].label}</span>
                <span className="block truncate text-xs text-ink-soft">
                  {entryLooks[type].example}
                </span>
              </span>
              <Kbd keys={entryKeys[type]} />
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
