import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
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
    'disabled:opacity-55 data-disabled:opacity-55 aria-disabled:cursor-not-allowed',
    small ? 'min-h-6 px-2 text-xs' : 'min-h-8 px-3 text-sm',
    looks[look],
  );
}

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  look?: ButtonLook;
  small?: boolean;
  icon?: ReactNode;
  /** Shown beside the label; the key itself is registered with `useActions`. */
  keys?: string;
  /** Keeps the focus while something is under way. */
  isBusy?: boolean;
  className?: string;
}

export function Button({
  look = 'plain',
  small = false,
  icon,
  keys,
  isBusy = false,
  className,
  children,
  disabled = false,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      type={type}
      disabled={disabled || isBusy}
      focusableWhenDisabled={isBusy}
      aria-busy={isBusy || undefined}
      className={cx(buttonClass(look, small), className)}
    >
      {icon}
      {children}
      {keys && <Kbd keys={keys} />}
    </BaseButton>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  /** Its accessible name, and what hovering shows. */
  label: string;
  icon: ReactNode;
}

export function IconButton({ label, icon, look = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Button {...rest} look={look} aria-label={label} title={label} className={cx('aspect-square px-0!', className)}>
      {icon}
    </Button>
  );
}
