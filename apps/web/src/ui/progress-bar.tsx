import { Progress } from '@base-ui/react/progress';

/** `value` is 0 … 1; null while the end is not known. */
export function ProgressBar({ label, value }: { label: string; value: number | null }) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <Progress.Root value={percent} className="block">
      <Progress.Label className="sr-only">{label}</Progress.Label>
      <Progress.Track className="block h-1.5 overflow-hidden rounded-full bg-wash-strong">
        <Progress.Indicator className="block h-full bg-accent transition-[width] data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Progress.Track>
    </Progress.Root>
  );
}
