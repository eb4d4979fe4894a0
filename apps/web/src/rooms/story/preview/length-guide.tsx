import type { StoryPreview } from '@debrief/contract';

type Told = Pick<StoryPreview, 'words' | 'seconds' | 'budget'>;

/** How much of its suggested length the story uses: guidance, not a limit. */
export function LengthGuide({ preview: { words, seconds, budget } }: { preview: Told }) {
  return (
    <dl
      aria-label="Length"
      className="tabular grid max-w-[65ch] gap-x-6 gap-y-2 text-sm sm:grid-cols-2"
    >
      <Rail name="Words" value={words} most={budget.words} said={`${words} of ${budget.words}`} />
      {budget.seconds !== null && (
        <Rail
          name="Spoken"
          value={seconds.usual}
          most={budget.seconds}
          said={`about ${seconds.usual} s of ${budget.seconds} s (${seconds.fast} s fast, ${seconds.slow} s slow)`}
        />
      )}
    </dl>
  );
}

function Rail({
  name,
  value,
  most,
  said,
}: {
  name: string;
  value: number;
  most: number;
  said: string;
}) {
  const isOver = value > most;
  return (
    <div>
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd>
        {said}
        {isOver && (
          <span className="text-danger">
            {' '}
            · {name === 'Words' ? `${value - most} over` : `${value - most} s over`}
          </span>
        )}
        <span
          aria-hidden="true"
          className="mt-1 block h-1.5 overflow-hidden rounded-full bg-wash-strong"
        >
          <span
            className={`block h-full ${isOver ? 'bg-danger' : 'bg-accent'}`}
            style={{ width: `${Math.min(100, Math.round((value / most) * 100))}%` }}
          />
        </span>
      </dd>
    </div>
  );
}
