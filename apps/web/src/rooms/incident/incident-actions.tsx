import type { Incident } from '@debrief/contract';
import { useNavigate } from '@tanstack/react-router';
import {
  Archive,
  ArchiveRestore,
  Download,
  Ellipsis,
  FileJson,
  FileText,
  Footprints,
  LockKeyhole,
  MicVocal,
  Package,
  Pencil,
  Trash2,
  Upload,
} from 'lucide-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { address } from '../../api.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useActions } from '../../ui/keys.ts';
import { useKnown } from '../../ui/known-time.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { chooseFiles } from '../evidence/import/index.ts';
import { useArchive } from './use-archive.ts';

const EditDialog = lazyPart(() => import('./edit-dialog.tsx'), 'EditDialog');
const DeleteDialog = lazyPart(() => import('./delete-dialog.tsx'), 'DeleteDialog');
const AccessDialog = lazyPart(() => import('./access-dialog.tsx'), 'AccessDialog');

function download(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}

export function IncidentActions({ incident }: { incident: Incident }) {
  const isSmall = useMedia('(max-width: 639px), (max-height: 599px)');
  const [open, setOpen] = useState<'edit' | 'access' | 'delete' | null>(null);
  const archive = useArchive(incident);
  const navigate = useNavigate();
  const { at: knownAt } = useKnown();
  const { ref, can } = incident;
  const save = (format: 'markdown' | 'json' | 'bundle') => () =>
    download(address.export(ref, format, knownAt));
  const importFiles = () => {
    void navigate({ to: '/incidents/$ref/imports', params: { ref } });
    chooseFiles({ incident: ref });
  };
  const writeStory = () => void navigate({ to: '/stories', search: { begin: ref } });
  const runExercise = () => void navigate({ to: '/incidents/$ref/exercise', params: { ref } });
  const maySeeAccess = can.change || can.manageMembers;
  const group = 'This incident';
  useActions(group, [
    {
      label: 'Import files',
      keys: 'shift+i',
      also: 'upload record import',
      isDisabled: !can.import,
      run: importFiles,
    },
    {
      label: 'Edit title, severity, status, zone',
      keys: 'shift+e',
      isDisabled: !can.change,
      run: () => setOpen('edit'),
    },
    {
      label: 'Visibility',
      also: 'private visible everyone members restrict',
      isDisabled: !maySeeAccess,
      run: () => setOpen('access'),
    },
    {
      label: can.unarchive ? 'Unarchive the incident' : 'Archive the incident',
      also: 'hide read-only restore',
      isDisabled: !can.archive && !can.unarchive,
      run: archive.run,
    },
    {
      label: 'Delete the incident',
      also: 'remove erase',
      isDisabled: !can.delete,
      run: () => setOpen('delete'),
    },
    { label: 'Write my story', also: 'star practice interview', run: writeStory },
    { label: 'Run as an exercise', also: 'training decisions drill', run: runExercise },
    { label: 'Export the timeline as Markdown', run: save('markdown') },
    { label: 'Export as JSON', run: save('json') },
    {
      label: 'Export everything as a bundle',
      isDisabled: knownAt !== null,
      run: save('bundle'),
    },
  ]);
  const exports = [
    {
      label: 'Markdown',
      hint:
        knownAt === null
          ? 'The timeline, with numbered citations, for a wiki'
          : 'The timeline, only what was known then',
      icon: <FileText size={15} />,
      run: save('markdown'),
    },
    {
      label: 'JSON',
      hint:
        knownAt === null ? 'The timeline, for a program' : 'The timeline, only what was known then',
      icon: <FileJson size={15} />,
      run: save('json'),
    },
    {
      label: 'Bundle',
      hint:
        knownAt === null
          ? 'All but rounds of coding, to import into another Debrief'
          : 'Always everything, so not while a time is set',
      icon: <Package size={15} />,
      isDisabled: knownAt !== null,
      run: save('bundle'),
    },
  ];
  return (
    <>
      {can.import && (
        <Button className="small:hidden" icon={<Upload size={15} />} onClick={importFiles}>
          Import
        </Button>
      )}
      <Menu
        trigger={
          <Button className="small:hidden" icon={<Download size={15} />}>
            Export
          </Button>
        }
        groups={[exports]}
      />
      <Menu
        trigger={
          <IconButton look="plain" label="More for this incident" icon={<Ellipsis size={16} />} />
        }
        groups={[
          isSmall
            ? [
                can.import && {
                  label: 'Import…',
                  icon: <Upload size={15} />,
                  run: importFiles,
                },
                ...exports.map((one) => ({ ...one, label: `Export as ${one.label}` })),
              ]
            : [],
          [
            can.change && {
              label: 'Edit…',
              icon: <Pencil size={15} />,
              run: () => setOpen('edit'),
            },
            maySeeAccess && {
              label: 'Who can see it…',
              icon: <LockKeyhole size={15} />,
              run: () => setOpen('access'),
            },
          ],
          [
            {
              label: 'Write my story',
              hint: 'Private to you: what you did, with evidence for each sentence',
              icon: <MicVocal size={15} />,
              run: writeStory,
            },
            {
              label: 'Run as an exercise',
              hint: 'Decision by decision, with only what was known then',
              icon: <Footprints size={15} />,
              run: runExercise,
            },
          ],
          [
            can.archive && {
              label: 'Archive',
              hint: 'Read-only, and hidden from lists and searches',
              icon: <Archive size={15} />,
              run: archive.run,
            },
            can.unarchive && {
              label: 'Unarchive',
              icon: <ArchiveRestore size={15} />,
              run: archive.run,
            },
            can.delete && {
              label: 'Delete…',
              icon: <Trash2 size={15} />,
              run: () => setOpen('delete'),
            },
          ],
        ]}
      />
      <Suspense>
        {open === 'edit' && <EditDialog incident={incident} onClose={() => setOpen(null)} />}
        {open === 'delete' && <DeleteDialog incident={incident} onClose={() => setOpen(null)} />}
        {open === 'access' && <AccessDialog incident={incident} onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  );
}
