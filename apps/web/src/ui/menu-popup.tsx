import { Menu as Base } from '@base-ui/react/menu';
import { floatContainer } from './float-container.ts';
import { floatClass } from './float-class.ts';
import { Kbd } from './kbd.tsx';
import type { MenuEntry, MenuProps } from './menu.tsx';

export function MenuPopup({ trigger, groups, align = 'end' }: MenuProps) {
  const filled = groups
    .map((group) => group.filter((entry) => entry !== false && entry !== null))
    .filter((group) => group.length > 0);
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal container={floatContainer}>
        <Base.Positioner sideOffset={4} align={align} className="z-40 outline-none">
          <Base.Popup className={`${floatClass} max-w-(--available-width) min-w-44 py-1`}>
            {filled.map((group, index) => (
              <Base.Group key={index}>
                {index > 0 && <Base.Separator className="my-1 h-px bg-line" />}
                {group.map((entry) => (
                  <Item key={entry.label} entry={entry} />
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item({ entry }: { entry: MenuEntry }) {
  return (
    <Base.Item
      disabled={entry.isDisabled ?? false}
      onClick={entry.run}
      className={`mx-1 flex min-h-8 cursor-default max-sm:min-h-11 pointer-coarse:min-h-11 items-center gap-2 rounded-sm px-2.5 py-1 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-wash-strong ${entry.isDanger ? 'text-danger' : ''}`}
    >
      {entry.icon && <span className="text-ink-soft">{entry.icon}</span>}
      <span className="flex-1">
        {entry.label}
        {entry.hint && <span className="block text-xs text-ink-soft">{entry.hint}</span>}
      </span>
      {entry.keys && <Kbd keys={entry.keys} />}
    </Base.Item>
  );
}
