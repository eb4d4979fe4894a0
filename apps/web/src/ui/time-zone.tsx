import { Globe } from 'lucide-react';
import { createContext, use, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Menu } from './menu.tsx';
import { readerZone, watchReaderZone } from './reader-zone.ts';

interface ShownZone {
  shown: string;
  /** The zone of the open incident. */
  incident: string;
  show: (zone: string) => void;
}

const Context = createContext<ShownZone | null>(null);

export function useReaderZone(): string {
  return useSyncExternalStore(watchReaderZone, readerZone);
}

/**
 * The zone of all times on this screen: the one selected for the open incident, else the reader's.
 */
export function useShownZone(): string {
  const reader = useReaderZone();
  return use(Context)?.shown ?? reader;
}

export function useIncidentZone(): string | null {
  return use(Context)?.incident ?? null;
}

const place = (ref: string) => `debrief.zone.${ref}`;

interface IncidentZoneProps {
  incident: { ref: string; zone: string };
  children: ReactNode;
}

/**
 * Times of an incident are in its own zone until another one is selected; the selection is stored
 * in this browser.
 */
export function IncidentZone({ incident: { ref, zone }, children }: IncidentZoneProps) {
  const [choice, setChoice] = useState(() => localStorage.getItem(place(ref)));
  const show = (next: string) => {
    setChoice(next);
    localStorage.setItem(place(ref), next);
  };
  const shown = [zone, 'UTC', useReaderZone()].find((one) => one === choice) ?? zone;
  return <Context value={{ shown, incident: zone, show }}>{children}</Context>;
}

export const zoneCity = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** Selects the zone for this incident's times. */
export function ZoneSwitch() {
  const reader = useReaderZone();
  const open = use(Context);
  if (open === null) return null;
  const { shown, incident, show } = open;
  const hints = new Map([
    [reader, 'Your time zone'],
    ['UTC', ''],
    [incident, 'Time zone of the incident'],
  ]);
  return (
    <Menu
      trigger={
        <Button small look="quiet" icon={<Globe size={13} aria-hidden="true" />}>
          <span className="small:sr-only">Times in </span>
          {zoneCity(shown)}
        </Button>
      }
      groups={[
        [...hints].toReversed().map(([zone, hint]) => ({
          label: zoneCity(zone),
          ...(hint !== '' && { hint }),
          run: () => show(zone),
        })),
      ]}
    />
  );
}
