import type { ShareableStory, StoryForm } from '@debrief/contract';
import { Copy, Download } from 'lucide-react';
import { address } from '../../../api.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { copyText } from '../copy-text.ts';

interface Props {
  id: string;
  form: StoryForm;
  shareable: ShareableStory;
}

export function ShareableText({ id, form, shareable: { title, text, undecided } }: Props) {
  return (
    <section
      aria-labelledby="shareable-text"
      className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto"
    >
      <h2 id="shareable-text" className="font-semibold">
        Shareable text
      </h2>
      {text === null ? (
        <p className="mt-2 rounded-md border border-line bg-wash px-3 py-2.5 text-sm text-ink-soft">
          {undecided === 0
            ? 'Preparing the text…'
            : 'Decide on each replacement to see the text. Nothing is shared until then.'}
        </p>
      ) : (
        <>
          <div className="no-print mt-2 flex flex-wrap gap-2">
            <Button keys="y" icon={<Copy size={14} />} onClick={() => void copyText(text)}>
              Copy
            </Button>
            {(['markdown', 'html'] as const).map((format) => (
              <a
                key={format}
                download
                href={address.story({ id, format, for: 'shareable', form })}
                className={buttonClass('quiet')}
              >
                <Download size={14} />
                {format === 'html' ? 'HTML' : 'Markdown'}
              </a>
            ))}
          </div>
          <article aria-label="Shareable text" className="reading mt-4 wrap-anywhere">
            <h3 className="font-semibold">{title}</h3>
            {text.split('\n').map((paragraph, index) => (
              <p key={index} className="mt-3">
                {paragraph}
              </p>
            ))}
          </article>
        </>
      )}
    </section>
  );
}
