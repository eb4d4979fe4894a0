const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);

function formatKey(key: string): string {
  const named: Record<string, string> = {
    mod: isApple ? '⌘' : 'Ctrl',
    shift: '⇧',
    enter: '↵',
    escape: 'Esc',
    arrowup: '↑',
    arrowdown: '↓',
    space: 'Space',
  };
  return key
    .split('+')
    .map((part) => named[part.toLowerCase()] ?? (part.length === 1 ? part : part))
    .join(isApple ? '' : ' ');
}

/** Keys as they are registered: `mod+k`, `g i` (a sequence), `?`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd
      className="inline-flex items-center gap-0.5 font-sans text-2xs text-current opacity-85"
      aria-hidden="true"
    >
      {keys.split(' ').map((key, index) => (
        <span key={index} className="rounded-sm border border-current/30 px-1 leading-4">
          {formatKey(key)}
        </span>
      ))}
    </kbd>
  );
}
