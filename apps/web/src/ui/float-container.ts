import type { RefObject } from 'react';

/** Where menus and popovers are put: inside the main landmark, so that screen readers know where they are. The frame fills it. */
export const floatContainer: RefObject<HTMLDivElement | null> = { current: null };
