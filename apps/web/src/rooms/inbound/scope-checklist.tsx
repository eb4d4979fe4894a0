import { slackScopes, type Connection } from '@debrief/contract';
import { Check, X } from 'lucide-react';

/** What a chat tool says about the app: scopes that were granted or not, channels without it. */
export function ScopeChecklist({ connection }: { connection: Connection }) {
  const { about } = connection;
  if (about === null) return null;
  const { workspace, scopes, missingChannels } = about;
  return (
    <div className="mt-3 text-sm">
      <p className="text-ink-soft">Connected to {workspace}.</p>
      {missingChannels.length > 0 && (
        <p className="text-danger">
          The app isn’t in {missingChannels.map((name) => `#${name}`).join(', ')}. Invite it there,
          then pause and resume the connection.
        </p>
      )}
      {scopes !== null && <ScopeList scopes={scopes} />}
    </div>
  );
}

/** The scopes that the app asks for, and what does not work without those that are missing. */
export function ScopeList({
  scopes,
  onlyMissing = false,
}: {
  scopes: readonly string[];
  onlyMissing?: boolean;
}) {
  const shown = Object.entries(slackScopes).filter(
    ([scope]) => !onlyMissing || !scopes.includes(scope),
  );
  if (shown.length === 0) return null;
  return (
    <ul
      aria-label={onlyMissing ? 'Missing scopes of the app' : 'Scopes of the app'}
      className="mt-1 space-y-0.5"
    >
      {shown.map(([scope, consequence]) => {
        const isGranted = scopes.includes(scope);
        return (
          <li key={scope} className="flex items-start gap-2 text-sm">
            {isGranted ? (
              <Check size={14} aria-label="Granted" className="mt-0.75 shrink-0" />
            ) : (
              <X size={14} aria-label="Missing" className="mt-0.75 shrink-0 text-danger" />
            )}
            <span>
              <code>{scope}</code>
              {!isGranted && <span className="text-danger"> {consequence}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
