import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { FindIncident } from './find-incident.tsx';

interface Props {
  value: string;
  hint: string;
  onChoose: (ref: string) => void;
}

export function IncidentChoice({ value, hint, onChoose }: Props) {
  const [isFinding, setFinding] = useState(false);
  const chosen = useQuery({ ...queries.incident(value), enabled: value !== '' });
  return (
    <fieldset className="min-w-0">
      <legend className="text-sm font-medium">Incident</legend>
      <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 text-sm wrap-anywhere">
          {value === '' ? (
            'None'
          ) : (
            <>
              <span className="tabular mr-1.5 text-xs text-ink-soft">{value}</span>
              {chosen.data?.title}
            </>
          )}
        </p>
        <Button small aria-expanded={isFinding} onClick={() => setFinding(!isFinding)}>
          {value === '' ? 'Select an incident…' : 'Another one…'}
        </Button>
        {value !== '' && (
          <Button small look="quiet" onClick={() => onChoose('')}>
            None
          </Button>
        )}
      </div>
      {isFinding && (
        <div className="mt-2">
          <FindIncident isFocused value={value} onChoose={onChoose} />
        </div>
      )}
      <p className="mt-1 text-xs text-ink-soft">{hint}</p>
    </fieldset>
  );
}
