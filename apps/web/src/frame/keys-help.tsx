import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useAllActions } from '../ui/keys.ts';
import { listGroups } from './rank-actions.ts';

export function KeysHelp({ onClose }: { onClose: () => void }) {
  const withKeys = useAllActions().filter(
    (action) => action.keys !== undefined && !action.isDisabled,
  );
  const groups = listGroups(withKeys);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Keyboard shortcuts"
      lead="Paused while you type."
      size="wide"
    >
      <div className="columns-1 gap-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-xs font-medium text-ink-soft">{group}</h3>
            <dl>
              {withKeys
                .filter((action) => action.group === group)
                .map((action) => (
                  <div
                    key={action.id}
                    className="flex items-baseline justify-between gap-4 border-b border-line py-1"
                  >
                    <dt className="text-sm">{action.label}</dt>
                    <dd>
                      <Kbd keys={action.keys ?? ''} />
                      <span className="sr-only">{action.keys}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
