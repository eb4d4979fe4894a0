import type { ChangeSuspect } from '@debrief/contract';

/** Every factor of a score with its value; of a change, the score is their product. */
export function Factors({
  factors,
  isProduct = false,
}: {
  factors: ChangeSuspect['factors'];
  isProduct?: boolean;
}) {
  return (
    <ul aria-label="Factors" className="mt-1.5 grid gap-x-5 gap-y-0.5 text-xs sm:grid-cols-2">
      {factors.map(({ name, value, reason }) => (
        <li key={name} className="flex gap-2">
          <span className="w-11 shrink-0 text-ink-soft sm:w-18">{name}</span>
          <span className="tabular w-10 shrink-0 sm:w-11 text-right">
            {formatValue(value, isProduct)}
          </span>
          <span className="min-w-0 wrap-anywhere">{reason}</span>
        </li>
      ))}
    </ul>
  );
}

function formatValue(value: number, isProduct: boolean): string {
  if (value > 0 && value < 0.01) return '< 0.01';
  return `${isProduct ? '×' : ''}${Number(value.toPrecision(2))}`;
}
