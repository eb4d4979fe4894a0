import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

/** The checkbox of a row, which gets no click of it. For a thumb, the label around it is larger than its place in the row. */
export function RowCheckbox({
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { 'aria-label': string }) {
  return (
    <label
      onClick={(event) => event.stopPropagation()}
      className="relative z-10 inline-flex shrink-0 self-start pointer-coarse:-m-3.5 pointer-coarse:p-3.5"
    >
      <input {...rest} type="checkbox" className={cx('accent-accent', className ?? 'size-4')} />
    </label>
  );
}
