import { Globe } from 'lucide-react';
import { createContext, use, useState, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Menu } from './menu.tsx';
import { readerZone } from './reader-zone.ts';

interface ShownZone {
  shown: string;
  /** The zone of the open incident. */
  incident: string | null;
  show: (zone: string) => void;
}

const Context = createContext<ShownZone>({ shown: readerZone, incident: null, show: () => {} });

/**
 * The zone of all times on this screen: the one selected for the open incident, else the browser's.
 */
export function useShownZone(): string {
  return use(Context).shown;
}

export function useIncidentZone(): string | null {
  return use(Context).incident;
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
  const shown = [zone, 'UTC', readerZone].find((one) => one === choice) ?? zone;
  return <Context value={{ shown, incident: zone, show }}>{children}</Context>;
}

export const zoneCity = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** Selects the zone for this incident's times. */
export function ZoneSwitch() {
  const { shown, incident, show } = use(Context);
  const hints = new Map([
    [readerZone, 'Your time zone'],
    ['UTC', ''],
    ...(incident === null ? [] : [[incident, 'Time zone of the incident'] as const]),
  ]);
  return (
    <Menu
      trigger={
        <Button small look="quiet" icon={<Globe size={13} aria-hidden="true" />}>
          Times in {zoneCity(shown)}
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
