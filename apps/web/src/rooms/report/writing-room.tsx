import type { Incident, Report, SessionView } from '@debrief/contract';
import { useNavigate } from '@tanstack/react-router';
import { ListTree } from 'lucide-react';
import { useEffect, useState } from 'react';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useActions } from '../../ui/keys.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { AddSection } from './add-section.tsx';
import { ImportReport, WaitingSuggestions } from './import-report.tsx';
import { CiteCard } from './cite-card.tsx';
import { PublishedVersions } from './published-versions.tsx';
import { Finder } from './finder.tsx';
import { scrollToSection } from './scroll-to-section.ts';
import { LiveBlocks } from './live/live-blocks.tsx';
import { Margin, SaveStatus } from './margin.tsx';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import './report.css';
import type { CiteAttrs } from './schema/nodes.ts';
import { ReportCheck } from './report-check.tsx';
import { ReportLens } from './report-lens.tsx';
import { ReportTitle } from './report-title.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { SectionChrome } from './section-chrome.tsx';
import { SectionList } from './section-list.tsx';
import { Toolbar } from './toolbar.tsx';
import { useDesk } from './use-desk.ts';
import { useCurrentSection } from './use-current-section.ts';
import { useCollaborators, useRemovers } from './use-collaborators.ts';
import { useReportDiscussion } from './use-report-discussion.ts';
import { useTargets, describeTarget } from './use-targets.ts';
import { pasteProgress } from './writing/paste-progress.ts';
import { useObservable } from './writing/observable-value.ts';
import { openFinder } from './writing/finder-trigger.ts';

interface WritingRoomProps {
  incident: Incident;
  report: Report;
  session: SessionView;
  /** The report was started on this screen, so the caret goes into its text. */
  isNew: boolean;
}

export function WritingRoom({ incident, report, session, isNew }: WritingRoomProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const navigate = useNavigate();
  const targets = useTargets(incident.ref);
  const desk = useDesk({
    incident,
    report,
    session,
    place,
    onFollow: (attrs) => void followCite(attrs),
  });
  const others = useCollaborators(desk);
  const removers = useRemovers(desk, others);
  const inView = useCurrentSection(desk);
  const isNarrow = useMedia('(max-width: 1023px)');
  const [adding, setAdding] = useState<{ afterId: string | null } | null>(null);
  const [isListing, setListing] = useState(false);
  const [isPublishing, setPublishing] = useState(false);
  const { editor, cites } = desk;
  const canWrite = report.can.write;
  useEffect(() => {
    if (isNew) editor?.commands.focus();
  }, [isNew, editor]);
  useEffect(() => cites.worded((attrs) => describeTarget(targets, attrs)), [cites, targets]);

  async function followCite({ target, targetId }: CiteAttrs) {
    const params = { ref: incident.ref };
    if (target === 'event')
      return navigate({
        to: '/incidents/$ref',
        params,
        search: { event: targetId, pane: 'timeline' },
      });
    if (target === 'finding') {
      const isFactor = targets.findings.get(targetId)?.type === 'factor';
      return navigate({
        to: isFactor ? '/incidents/$ref/factors' : '/incidents/$ref/investigation',
        params,
        search: { finding: targetId },
      });
    }
    const found = await queryClient
      .fetchQuery(queries.evidence(incident.ref, targetId))
      .catch(() => null);
    if (found)
      await navigate({ to: '/incidents/$ref', params, search: { item: found.evidence.itemId } });
  }

  const comment = useReportDiscussion(desk, incident.ref);
  const group = 'Report';
  const isOff = !editor || !canWrite;
  useActions(group, [
    { label: 'Write on', keys: 'i', isDisabled: isOff, run: () => editor?.commands.focus() },
    {
      label: 'Cite evidence, an event or a finding',
      keys: 'mod+alt+m',
      also: 'reference source',
      isDisabled: isOff,
      run: () => editor && openFinder(editor.view, '['),
    },
    {
      label: 'Insert a live block',
      also: 'timeline factors follow-ups',
      isDisabled: isOff,
      run: () => editor && openFinder(editor.view, '/'),
    },
    {
      label: 'Publish the report',
      isDisabled: !report.can.publish,
      run: () => setPublishing(true),
    },
    {
      label: 'Comment on the selected words or the section',
      keys: 'mod+;',
      also: 'discuss mention',
      isDisabled: !editor,
      run: comment,
    },
    { label: 'Add a section', isDisabled: isOff, run: () => setAdding({ afterId: inView }) },
  ]);
  const list = (onGone: () => void) => (
    <SectionList
      desk={desk}
      canWrite={canWrite}
      inView={inView}
      others={others}
      onAdd={() => (onGone(), setAdding({ afterId: null }))}
      onJump={onGone}
    />
  );
  return (
    <div className="report-room">
      <nav aria-label="Sections of the report" className="report-left no-print">
        {!isNarrow && list(() => undefined)}
      </nav>
      <div className="report-middle">
        <div className="report-bar no-print">
          {isNarrow && (
            <Button
              small
              look="quiet"
              icon={<ListTree size={14} />}
              onClick={() => setListing(true)}
            >
              Sections
            </Button>
          )}
          {editor && canWrite && <Toolbar editor={editor} onComment={comment} />}
          {isNarrow && <SaveStatus desk={desk} />}
          {report.can.publish && (
            <span className="ml-auto">
              <Button small look="primary" onClick={() => setPublishing(true)}>
                Publish…
              </Button>
            </span>
          )}
        </div>
        <Pasting />
        <ReportTitle incident={incident}>
          <WaitingSuggestions incident={incident.ref} />
          {canWrite && incident.can.import && <ImportReport incident={incident.ref} small />}
        </ReportTitle>
        {!editor && <Skeleton lines={10} />}
        <div ref={setPlace} className="report-paper" />
      </div>
      <aside aria-label="Margin" tabIndex={-1} className="key-pane report-right no-print">
        <Margin
          desk={desk}
          others={others}
          inView={inView}
          canWrite={canWrite}
          isNarrow={isNarrow}
        />
        <ReportLens desk={desk} incident={incident} inView={inView} isNarrow={isNarrow} />
        <ReportCheck desk={desk} incident={incident.ref} canWrite={canWrite} />
        <PublishedVersions incident={incident.ref} />
      </aside>
      {editor && (
        <>
          <SectionChrome
            desk={desk}
            others={others}
            removers={removers}
            canWrite={canWrite}
            onAdd={(afterId) => setAdding({ afterId })}
          />
          <LiveBlocks desk={desk} incident={incident} canWrite={canWrite} />
          <Finder desk={desk} incident={incident.ref} targets={targets} />
          <CiteCard desk={desk} incident={incident.ref} targets={targets} />
        </>
      )}
      {isPublishing && (
        <PublishDialog
          incident={incident}
          onClose={() => setPublishing(false)}
          onJump={(sectionId) => scrollToSection(desk, sectionId)}
        />
      )}
      {adding && (
        <AddSection desk={desk} afterId={adding.afterId} onClose={() => setAdding(null)} />
      )}
      {isListing && isNarrow && (
        <Dialog isOpen onClose={() => setListing(false)} title="Sections of the report">
          {list(() => setListing(false))}
        </Dialog>
      )}
    </div>
  );
}

/** A long paste shows its progress and can be canceled. */
function Pasting() {
  const under = useObservable(pasteProgress);
  if (!under) return null;
  return (
    <div
      role="status"
      className="mb-3 flex items-center gap-3 rounded-md border border-line bg-sheet px-3 py-2 text-sm"
    >
      <span>Pasting… {Math.round(under.done * 100)} %</span>
      <span className="flex-1">
        <ProgressBar label="Pasting" value={under.done} />
      </span>
      <Button small keys="escape" onClick={under.stop}>
        Stop
      </Button>
    </div>
  );
}
