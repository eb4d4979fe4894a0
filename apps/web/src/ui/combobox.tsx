import { Autocomplete } from '@base-ui/react/autocomplete';
import { useRef, type ComponentProps, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { useRunWhenSettled } from './use-run-when-settled.ts';

export interface ComboboxProps<Item extends { id: string }> {
  label: string;
  hasHiddenLabel?: boolean;
  listLabel: string;
  text: string;
  onTextChange: (text: string) => void;
  items: readonly Item[];
  isOpen?: boolean;
  /** Whether `items` are the results for `text`: Enter waits until they are. */
  isSettled?: boolean;
  /** Takes the text itself when Enter is pressed with no option highlighted; without it the first option is always highlighted. */
  onText?: (text: string) => void;
  onSelect: (item: Item) => void;
  onEscape?: (() => void) | undefined;
  note?: ReactNode;
  group?: (item: Item) => string;
  children: (item: Item) => ReactNode;
  input?: Omit<ComponentProps<'input'>, 'value' | 'onChange'>;
  listClass?: string;
  optionClass?: string;
}

const boxClass = 'h-8 w-full rounded-md border border-line-strong bg-sheet px-2.5 text-sm';

/** A field with a list of results for its text: arrows highlight, Enter or a click selects. */
export function Combobox<Item extends { id: string }>({
  text,
  items,
  isOpen = true,
  onSelect,
  ...props
}: ComboboxProps<Item>) {
  const highlighted = useRef<Item>(undefined);
  const enter = useRunWhenSettled(props.isSettled ?? true, text, () => {
    const found = items.find((item) => item.id === highlighted.current?.id);
    if (found) onSelect(found);
    else if (props.onText) props.onText(text);
    else if (items[0]) onSelect(items[0]);
  });
  return (
    <Autocomplete.Root<Item>
      inline
      open
      mode="none"
      items={items}
      itemToStringValue={(item) => item.id}
      value={text}
      onValueChange={(value, { reason }) => reason === 'input-change' && props.onTextChange(value)}
      autoHighlight={props.onText ? false : 'always'}
      keepHighlight
      onItemHighlighted={(item) => void (highlighted.current = item)}
    >
      <Field {...props} isExpanded={isOpen && items.length > 0} onEnter={enter} />
      {isOpen && props.note}
      <Autocomplete.List
        aria-label={props.listLabel}
        className={cx(props.listClass, (!isOpen || items.length === 0) && 'hidden')}
      >
        {items.map((item, index) => (
          <Option
            key={item.id}
            item={item}
            heading={headingAbove(items, index, props.group)}
            className={props.optionClass}
            onSelect={() => onSelect(item)}
          >
            {props.children(item)}
          </Option>
        ))}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

function headingAbove<Item>(
  items: readonly Item[],
  index: number,
  group: ((item: Item) => string) | undefined,
): string | null {
  const [item, before] = [items[index], items[index - 1]];
  if (!group || item === undefined) return null;
  return before === undefined || group(before) !== group(item) ? group(item) : null;
}

interface FieldProps extends Pick<
  ComboboxProps<{ id: string }>,
  'label' | 'hasHiddenLabel' | 'input' | 'onEscape'
> {
  isExpanded: boolean;
  onEnter: () => void;
}

function Field({ label, hasHiddenLabel, input, onEscape, isExpanded, onEnter }: FieldProps) {
  const press = (event: KeyboardEvent<HTMLInputElement> & { preventBaseUIHandler(): void }) => {
    input?.onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    const arrow = event.ctrlKey ? { n: 'ArrowDown', p: 'ArrowUp' }[event.key] : undefined;
    if (arrow) {
      event.currentTarget.dispatchEvent(
        new KeyboardEvent('keydown', { key: arrow, bubbles: true, cancelable: true }),
      );
    } else if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) {
      event.preventBaseUIHandler();
      event.stopPropagation();
      onEnter();
    } else if (event.key === 'Escape') {
      event.preventBaseUIHandler();
      if (!onEscape) return;
      event.stopPropagation();
      onEscape();
    } else return;
    event.preventDefault();
  };
  const field = (
    <Autocomplete.Input
      {...input}
      {...(hasHiddenLabel && { 'aria-label': label })}
      aria-expanded={isExpanded}
      autoComplete="off"
      className={input?.className ?? boxClass}
      onKeyDown={press}
    />
  );
  if (hasHiddenLabel) return field;
  return (
    <label className="mt-3 block text-sm font-medium">
      <span className="mb-1 block">{label}</span>
      {field}
    </label>
  );
}

interface OptionProps<Item> {
  item: Item;
  heading: string | null;
  className?: string | undefined;
  onSelect: () => void;
  children: ReactNode;
}

function Option<Item>({ item, heading, className, onSelect, children }: OptionProps<Item>) {
  return (
    <>
      {heading !== null && (
        <div role="presentation" className="px-4 pt-2 pb-1 text-2xs font-medium text-ink-faint">
          {heading}
        </div>
      )}
      <Autocomplete.Item
        value={item}
        onClick={onSelect}
        render={(props, { highlighted }) => (
          <div
            {...props}
            aria-selected={highlighted}
            className={cx(
              'cursor-pointer scroll-my-1',
              className ?? 'px-2 py-1 text-sm',
              highlighted && 'bg-accent-wash',
            )}
          />
        )}
      >
        {children}
      </Autocomplete.Item>
    </>
  );
}
