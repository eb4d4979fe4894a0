import { exemplars, partWords } from '@debrief/prose/story';
import { Button } from '../../../ui/button.tsx';

export function FirstStory({ onBegin }: { onBegin: (how: string) => void }) {
  const [exemplar] = exemplars;
  return (
    <div className="grid gap-8 py-4 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
      <section aria-labelledby="first">
        <h2 id="first" className="font-serif text-xl">
          What did you do, and what shows it?
        </h2>
        <p className="mt-2 text-pretty text-ink-soft">
          Start with an incident that you took part in. Debrief lists the evidence about you, in
          order. You select from it and write your own sentences. Each one keeps its evidence, or is
          marked as from memory.
        </p>
        <div className="mt-4 flex flex-wrap gap-2">
          <Button look="primary" keys="n" onClick={() => onBegin('incident')}>
            From an incident
          </Button>
          <Button onClick={() => onBegin('nothing')}>From scratch</Button>
          <Button keys="shift+i" onClick={() => onBegin('paste')}>
            Paste one
          </Button>
        </div>
      </section>
      {exemplar && (
        <section
          aria-labelledby="exemplar"
          className="rounded-lg border border-line bg-sheet px-5 py-4"
        >
          <h2 id="exemplar" className="font-serif text-lg">
            {exemplar.title}
          </h2>
          <p className="text-sm text-ink-soft">
            An example, by an {exemplar.role}. The people and systems are invented.
          </p>
          <ol className="mt-3 flex flex-col gap-3">
            {exemplar.claims.map((claim) => (
              <li
                key={claim.text}
                className="grid gap-x-5 gap-y-0.5 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
              >
                <p className="font-serif text-base leading-relaxed">
                  <span className="mr-1.5 font-sans text-2xs font-semibold text-ink-faint">
                    {partWords[claim.part]}
                  </span>
                  {claim.text}
                </p>
                <p className="border-l border-line pl-3 text-sm text-ink-soft">{claim.note}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
