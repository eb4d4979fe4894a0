import { useState } from 'react';

/** Sends one request at a time for a form. A request also starts while the connection is lost. */
export function useSend(onError?: (error: unknown) => void) {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const send = (request: () => Promise<unknown>): void => {
    if (isBusy) return;
    setBusy(true);
    setError(null);
    void request()
      .catch(onError ?? setError)
      .finally(() => setBusy(false));
  };
  return { send, error, setError, isBusy };
}
