import { FolderUp, Upload } from 'lucide-react';
import { Button } from '../../../ui/button.tsx';
import { chooseFiles, chooseFolder } from './choose-files.ts';

/** Starts an import, into an incident if one is given. A touch screen selects no folders. */
export function ImportButtons({
  incident,
  hasFolder = true,
}: {
  incident: string | null;
  hasFolder?: boolean;
}) {
  return (
    <>
      <Button look="primary" icon={<Upload size={15} />} onClick={() => chooseFiles({ incident })}>
        Select files
      </Button>
      {hasFolder && (
        <Button icon={<FolderUp size={15} />} onClick={() => chooseFolder({ incident })}>
          Select a folder
        </Button>
      )}
    </>
  );
}
