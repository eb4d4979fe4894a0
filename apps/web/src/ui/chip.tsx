import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const tones = {
  plain: 'border-line bg-wash text-ink-soft',
  accent: 'border-transparent bg-accent-wash text-accent',
  good: 'border-transparent bg-good-wash text-good',
  danger: 'border-transparent bg-danger-wash text-danger',
  warn: 'border-transparent bg-highlight text-ink',
};

interface ChipProps {
  tone?: keyof typeof tones;
  icon?: ReactNode;
  title?: string;
  children: ReactNode;
  className?: string;
}

export function Chip({ tone = 'plain', icon, title, children, className }: ChipProps) {
  return (
    <span
      {...(title ? { title } : {})}
      className={cx(
        'inline-flex max-w-full items-baseline gap-1 rounded-sm border [&>svg]:self-center px-1.5 text-xs leading-5 whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
