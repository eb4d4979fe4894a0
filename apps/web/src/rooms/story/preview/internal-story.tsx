import type { Story, StoryCitation, StoryClaim, StoryForm, StoryPreview } from '@debrief/contract';
import { toCitedPath } from '@debrief/rules/story';
import { useQuery } from '@tanstack/react-query';
import { Copy, Download } from 'lucide-react';
import { address } from '../../../api.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { HoverCard } from '../../../ui/hover-card.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Time } from '../../../ui/time.tsx';
import { copyText } from '../copy-text.ts';
import { gradeWords } from '../words.ts';
import { LengthGuide } from './length-guide.tsx';

interface Props {
  story: Story;
  form: StoryForm;
}

export function InternalStory({ story, form }: Props) {
  const preview = useQuery(storyQueries.storyPreview(story.id, form));
  const text = preview.data?.text ?? '';
  useActions('Preview', [
    { label: 'Copy the text', keys: 'y', isDisabled: text === '', run: () => void copyText(text) },
  ]);
  if (!preview.data)
    return preview.error ? (
      <div className="mt-5">
        <ReadProblem error={preview.error} />
      </div>
    ) : (
      <Skeleton />
    );
  return (
    <div className="mt-5 grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,65ch)_minmax(16rem,1fr)]">
      <div>
        <LengthGuide preview={preview.data} />
        <Article preview={preview.data} />
        <div className="no-print mt-5 flex flex-wrap gap-2">
          <Button
            keys="y"
            icon={<Copy size={14} />}
            disabled={text === ''}
            onClick={() => void copyText(text)}
          >
            Copy
          </Button>
          {(['markdown', 'html'] as const).map((format) => (
            <a
              key={format}
              download
              href={address.story({ id: story.id, format, for: 'internal', form })}
              className={buttonClass('quiet')}
            >
              <Download size={14} />
              {format === 'html' ? 'HTML' : 'Markdown'} with links
            </a>
          ))}
        </div>
      </div>
      <aside className="space-y-6 text-sm">
        <Behind story={story} preview={preview.data} />
        <LeftOut preview={preview.data} />
      </aside>
    </div>
  );
}

function Article({ preview }: { preview: StoryPreview }) {
  if (preview.text === '')
    return <p className="mt-5 text-ink-soft">No sentences fit this format yet.</p>;
  return (
    <article aria-label="Story in this format" className="reading mt-5 wrap-anywhere">
      {preview.sections.map((section, index) => (
        <section key={index} className="mt-4 first:mt-0">
          {section.heading !== '' && (
            <h2 className="font-sans text-sm font-semibold text-ink-soft">{section.heading}</h2>
          )}
          <p className="whitespace-pre-line">{section.text}</p>
        </section>
      ))}
    </article>
  );
}

function Behind({ story, preview }: { story: Story; preview: StoryPreview }) {
  const ids = new Set(preview.sections.flatMap((section) => section.claimIds));
  const claims = story.claims.filter((claim) => ids.has(claim.id));
  return (
    <section aria-labelledby="behind">
      <h2 id="behind" className="mb-2 font-semibold">
        Evidence
      </h2>
      <ol className="space-y-2.5">
        {claims.map((claim) => (
          <BehindClaim key={claim.id} claim={claim} />
        ))}
      </ol>
    </section>
  );
}

function BehindClaim({ claim }: { claim: StoryClaim }) {
  return (
    <li className="border-l-2 border-line pl-2.5">
      <p className="line-clamp-2 text-ink-soft">{claim.text}</p>
      <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2 gap-y-1 text-xs">
        <Chip tone={gradeWords[claim.grade].tone} title={claim.gradeReason}>
          {gradeWords[claim.grade].label}
        </Chip>
        {claim.citations.map((citation, index) => (
          <Cited key={citation.id} citation={citation} number={index + 1} />
        ))}
      </p>
    </li>
  );
}

function Cited({ citation, number }: { citation: StoryCitation; number: number }) {
  const href = toCitedPath(citation);
  if (href === null) return <span className="text-ink-soft italic">{citation.label}</span>;
  return (
    <HoverCard
      href={href}
      aria-label={`Evidence ${number}: ${citation.label}`}
      renderCard={() => <Shown citation={citation} />}
      className="touch tabular inline-flex min-h-6 min-w-6 items-center justify-center rounded-sm bg-accent-wash px-1 text-2xs font-medium text-accent no-underline hover:brightness-95"
    >
      {number}
    </HoverCard>
  );
}

function Shown({ citation }: { citation: StoryCitation }) {
  return (
    <figure className="text-sm">
      {citation.words && (
        <blockquote className="mb-2 max-h-48 overflow-y-auto border-l-2 border-line-strong pl-3 font-serif text-base wrap-anywhere whitespace-pre-wrap">
          {citation.words}
        </blockquote>
      )}
      <figcaption className="text-xs text-ink-soft">
        {citation.label}
        {citation.occurredAt && (
          <>
            {' · '}
            <Time at={citation.occurredAt} precision={citation.precision ?? 'minute'} />
          </>
        )}
      </figcaption>
    </figure>
  );
}

function LeftOut({ preview: { leftOut } }: { preview: StoryPreview }) {
  return (
    <section aria-labelledby="left-out">
      <h2 id="left-out" className="mb-2 font-semibold">
        Left out
      </h2>
      {leftOut.length === 0 && <p className="text-ink-soft">Nothing: the entire story fits.</p>}
      <ul className="space-y-2">
        {leftOut.map(({ claimId, text, why }) => (
          <li key={claimId}>
            <p>{text}</p>
            <p className="text-xs text-ink-soft">{why}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
