import { ProgressBar } from '../../../ui/progress-bar.tsx';

interface PackingProgressProps {
  name: string;
  done: number;
  total: number;
}

export function PackingProgress({ name, done, total }: PackingProgressProps) {
  return (
    <div
      role="status"
      className="fixed right-5 bottom-20 z-40 w-80 rounded-lg border border-line bg-sheet p-3 shadow-float sm:bottom-5"
    >
      <p className="mb-2 text-sm">
        Packing the folder {name}: {done} of {total} files
      </p>
      <ProgressBar label="Packing" value={total === 0 ? null : done / total} />
    </div>
  );
}
