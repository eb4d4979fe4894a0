import { UnsavedBar } from '../../data/unsaved-bar.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import type { FindingPlace } from './finding-place.ts';
import type { FindingAsk } from './finding-writes.ts';

const FindingVersions = lazyPart(() => import('./finding-versions.tsx'), 'FindingVersions');

const refusals: Record<FindingAsk['verb'], string> = {
  add: 'The finding could not be added',
  change: 'The change could not be saved',
  step: 'The step could not be saved',
  remove: 'The finding could not be removed',
  link: 'The factors could not be linked',
  unlink: 'The link could not be removed',
  'five-whys': 'The five whys could not be added',
};

function typedIn(ask: FindingAsk): string | null {
  if (ask.verb === 'remove') return ask.statement;
  if (ask.verb === 'five-whys') return ask.input.whys.join(' · ');
  if (ask.verb === 'link' || ask.verb === 'unlink') return null;
  return ask.verb === 'step' ? (ask.input.note ?? null) : ask.guess.statement;
}

export function UnsavedFindings({
  incident,
  investigation,
}: Pick<FindingPlace, 'incident' | 'investigation'>) {
  const { writes } = investigation;
  return (
    <UnsavedBar
      writes={writes}
      refusal={({ verb }) => refusals[verb]}
      typed={typedIn}
      renderConflict={({ key, ask }, theirs) =>
        ask.verb === 'change' && (
          <FindingVersions
            incident={incident}
            investigation={investigation}
            ask={ask}
            theirs={theirs}
            onChoose={() => writes.drop(key)}
          />
        )
      }
    />
  );
}
