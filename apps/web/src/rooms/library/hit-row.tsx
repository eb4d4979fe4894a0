import type { LibraryHit } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { ListPlus } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Time } from '../../ui/time.tsx';
import { factorLooks } from '../investigation/index.ts';
import { addToTimeline } from './add-to-timeline.ts';
import { SimilarFactorsToggle } from './similar-factors.tsx';
import { kindStyles } from './kind-styles.tsx';
import { HighlightedText } from './highlighted-text.tsx';
import { PlaceLink } from '../../ui/place-link.tsx';
import { toHitPath } from './hit-path.ts';

interface HitRowProps {
  hit: LibraryHit;
  isChosen: boolean;
  onChoose: () => void;
}

const joinExcerpt = (hit: LibraryHit) => hit.excerpt.map((part) => part.text).join('');

export function HitRow({ hit, isChosen, onChoose }: HitRowProps) {
  const look = kindStyles[hit.kind];
  const isQuote = hit.kind === 'evidence';
  return (
    <li className="grid gap-x-4 border-b border-line py-3 sm:grid-cols-[7.5rem_minmax(0,1fr)_auto]">
      <p className="flex items-center gap-1.5 self-start text-xs leading-5 text-ink-soft">
        {look.icon}
        {hit.factorKind ? factorLooks[hit.factorKind].label : look.label}
      </p>
      <div className="min-w-0">
        <PlaceLink
          href={toHitPath(hit)}
          data-row={hit.incident.ref}
          className={cx(
            'touch wrap-anywhere text-ink no-underline hover:underline',
            isQuote
              ? 'block border-l-2 border-line-strong pl-2.5 whitespace-pre-line'
              : 'font-medium',
          )}
        >
          <HighlightedText text={isQuote ? hit.excerpt : hit.title} />
        </PlaceLink>
        {!isQuote && joinExcerpt(hit) !== '' && (
          <p className="mt-0.5 max-w-prose text-sm wrap-anywhere text-ink-soft">
            <HighlightedText text={hit.excerpt} isLine />
          </p>
        )}
        <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs leading-6 text-ink-soft">
          {isQuote && (
            <span className="wrap-anywhere">{hit.title.map((part) => part.text).join('')}</span>
          )}
          <PlaceLink
            href={`/incidents/${hit.incident.ref}`}
            className="touch wrap-anywhere text-ink-soft underline decoration-line-strong underline-offset-2"
          >
            {hit.incident.ref} {hit.incident.title}
          </PlaceLink>
          {hit.incident.severity && <span>{hit.incident.severity}</span>}
          <Named what="services" names={hit.incident.services} />
          <Named what="teams" names={hit.incident.teams} />
          {hit.report && (
            <span>
              {hit.report.version > 1 && `version ${hit.report.version} · `}
              {countText(hit.report.minutes.article, 'minute')} to read
            </span>
          )}
          <span>
            {hit.report && 'published '}
            <Time at={hit.at} precision={hit.precision} show="day" />
          </span>
        </p>
        {hit.can.addToTimeline && (
          <Button
            look="quiet"
            small
            icon={<ListPlus size={14} aria-hidden="true" />}
            tipKeys="e"
            onClick={() => addToTimeline(hit)}
            className="-ml-2"
          >
            Add to timeline
          </Button>
        )}
        {hit.kind === 'factor' && (
          <SimilarFactorsToggle
            id={hit.id}
            statement={hit.title.map((part) => part.text).join('')}
          />
        )}
      </div>
      <label className="flex min-h-6 cursor-pointer items-center gap-1.5 self-start text-xs text-ink-soft max-sm:mt-1">
        <input
          type="checkbox"
          checked={isChosen}
          onChange={onChoose}
          className="size-4 accent-accent"
        />
        <span>
          Compare<span className="sr-only"> {hit.incident.ref}</span>
        </span>
      </label>
    </li>
  );
}

const mostNamed = 3;

function Named({ what, names }: { what: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  const more = names.length - mostNamed;
  return (
    <span className="wrap-anywhere" title={`${what}: ${names.join(', ')}`}>
      <span className="sr-only">{what} </span>
      {names.slice(0, mostNamed).join(', ')}
      {more > 0 && ` and ${more} more`}
    </span>
  );
}
