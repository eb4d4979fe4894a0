import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';

export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  plain: 'border-line-strong bg-sheet text-ink hover:bg-wash',
  primary: 'border-accent bg-accent text-on-accent hover:brightness-110',
  quiet: 'border-transparent bg-transparent text-ink-soft hover:bg-wash-strong hover:text-ink',
  danger: 'border-danger bg-sheet text-danger hover:bg-danger-wash',
};

export function buttonClass(look: ButtonLook = 'plain', small = false): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors select-none',
    'disabled:opacity-55 aria-disabled:cursor-progress aria-disabled:opacity-55',
    'pointer-coarse:min-h-11 pointer-coarse:min-w-11',
    small ? 'min-h-6 px-2 text-xs' : 'min-h-8 px-3 text-sm',
    looks[look],
  );
}

/** Text of its own that opens or shows something, as in a list: no frame, and no underline like a link. */
export const rowButtonClass =
  'rounded-sm text-left wrap-anywhere -outline-offset-2 hover:bg-wash-strong';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  look?: ButtonLook;
  small?: boolean;
  icon?: ReactNode;
  /** Shown next to the label; the key itself is registered with `useActions`. */
  keys?: string;
  /** A key that is only shown while the pointer hovers over the button. */
  tipKeys?: string;
  /** Keeps the focus while something is in progress. */
  isBusy?: boolean;
  className?: string;
}

export function Button({
  look = 'plain',
  small = false,
  icon,
  keys,
  tipKeys,
  isBusy = false,
  className,
  children,
  onClick,
  disabled = false,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      data-keys={tipKeys}
      onClick={isBusy ? refuse : onClick}
      className={cx(buttonClass(look, small), className)}
    >
      {icon}
      {children}
      {keys && (
        <span className="contents max-md:hidden">
          <Kbd keys={keys} />
        </span>
      )}
    </button>
  );
}

/** A busy button keeps the focus and ignores clicks and submits. */
function refuse(event: MouseEvent<HTMLButtonElement>): void {
  event.preventDefault();
  event.stopPropagation();
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  /** Its accessible name and tooltip. */
  label: string;
  icon: ReactNode;
}

export function IconButton({ label, icon, look = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      look={look}
      aria-label={label}
      title={rest.tipKeys === undefined ? label : undefined}
      className={cx('aspect-square px-0!', className)}
    >
      {icon}
    </Button>
  );
}
